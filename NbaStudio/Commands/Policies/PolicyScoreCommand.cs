using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Scores;

namespace NbaStudio.Commands.Policies;

/// <summary>Puts a model file into a policy file.</summary>
internal sealed class PolicyScoreCommand : ICommand
{
    public string Verb => "policy score";

    public string Summary => "Puts a model (XGBoost JSON, LightGBM text, coefficients as CSV) into a policy file as a score, or a new version in the place of the old one.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("file", "FILE", "The policy, as JSON; it is written anew.", Required: true),
        new("model", "FILE", "The model, as its library saved it.", Required: true),
        new("name", "NAME", "Name of the score: rules read it as score.NAME.", Required: true),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var policy = await PolicyFile.ReadAsync(context.ExistingFile("file"), stop);
        var path = context.ExistingFile("model");
        if (policy.Document is not { } document)
        {
            await context.WriteAsync(new { File = policy.Path, Written = false, policy.Issues }, $"{policy.Describe()}\nNothing was written.");
            return 1;
        }

        if (new FileInfo(path).Length > ImportedModelReader.MaximumBytes)
        {
            throw new CommandException($"--model {path} has {new FileInfo(path).Length} bytes; at most {ImportedModelReader.MaximumBytes} are allowed.");
        }

        var name = context.Get("name");
        var text = await File.ReadAllTextAsync(path, stop);
        var changed = policy with { Document = With(document, name, text) };
        changed = changed with { Issues = Engine.Policies.Validation.PolicyValidator.Validate(changed.Document!) };
        if (ImportedModelReader.Read(text).Model is not { } model)
        {
            await context.WriteAsync(new { File = policy.Path, Written = false, changed.Issues }, $"{changed.Describe()}\nNothing was written.");
            return 1;
        }

        // Written even where a feature has no source yet: that is said, and put right in the file.
        await File.WriteAllBytesAsync(policy.Path, PolicyJson.Write(changed.Document!), stop);
        await context.WriteAsync(
            new { File = policy.Path, Written = true, Score = "score." + name, model.Format, model.Output, model.Parts, Features = model.Features.Where(f => f.IsUsed).Select(f => f.Name), changed.Issues },
            $"score.{name}: {model.Format}, {model.Parts} {(model.Format == ScoreFormat.Logistic ? "coefficients" : "trees")}, gives a {(model.Output == ScoreOutput.Probability ? "probability" : "number")} "
            + $"from {string.Join(", ", model.Features.Where(f => f.IsUsed).Select(f => f.Name))}.\n{changed.Describe()}");
        return changed.Errors == 0 ? 0 : 1;
    }

    private static PolicyDocument With(PolicyDocument document, string name, string model) => document.Scores.Any(s => s.Name == name)
        ? document with { Scores = [.. document.Scores.Select(s => s.Name == name ? s with { Model = model } : s)] }
        : document with { Scores = [.. document.Scores, new ScoreDocument { Name = name, Model = model }] };
}
