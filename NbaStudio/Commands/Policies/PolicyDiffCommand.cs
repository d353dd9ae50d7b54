using NbaStudio.Engine.Policies;
using NbaStudio.Live.Wording;

namespace NbaStudio.Commands.Policies;

/// <summary>Says in words what differs between two policies.</summary>
internal sealed class PolicyDiffCommand : ICommand
{
    public string Verb => "policy diff";

    public string Summary => "Says in words what a policy file changes, against another file or the published policy of a running hub. 1 = they differ.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("file", "FILE", "The new policy, as JSON.", Required: true),
        new("base", "FILE", "The policy to compare with. Default: the published one of the running hub."),
        new("language", "LANGUAGE", "en or ja. Default: en."),
        .. HubClient.Options,
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var language = context.Find("language") ?? "en";
        if (language is not ("en" or "ja"))
        {
            throw new CommandException($"--language is '{language}'; allowed are en and ja.");
        }

        var after = await ReadAsync(context, "file", stop);
        PolicyDocument before;
        if (context.Has("base"))
        {
            before = await ReadAsync(context, "base", stop);
        }
        else
        {
            using var hub = HubClient.Of(context);
            before = await HubPolicy.ReadAsync(hub, stop);
        }

        // As publishing would: what has no key yet gets that of the item of the same id.
        var old = PolicyKeys.Assign(before, 0);
        var keyed = PolicyKeys.Assign(after, old.Highest, old.Document).Document;
        var differences = DifferenceWriter.Create(old.Document, keyed, language).Write(PolicyDiff.Compare(old.Document, keyed));
        await context.WriteAsync(
            new { Different = differences.Count > 0, Differences = differences.Select(d => new { d.Kind, d.Id, Change = d.Difference.ToString().ToLowerInvariant(), d.Objective, d.Heading, Lines = d.Lines.Select(l => l.Text) }) },
            differences.Count == 0 ? "They do not differ." : string.Join('\n', differences.SelectMany(d => d.Lines.Select(l => "  " + l.Text).Prepend(d.Heading))));
        return differences.Count == 0 ? 0 : 1;
    }

    private static async Task<PolicyDocument> ReadAsync(CommandContext context, string option, CancellationToken stop)
    {
        var file = await PolicyFile.ReadAsync(context.ExistingFile(option), stop);
        return file.Document ?? throw new CommandException($"{file.Path} cannot be read as a policy:\n{file.Describe()}");
    }
}
