namespace NbaStudio.Commands.Policies;

/// <summary>Checks a policy file without a hub.</summary>
internal sealed class PolicyValidateCommand : ICommand
{
    public string Verb => "policy validate";

    public string Summary => "Checks a policy file and lists everything that is wrong with it.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("file", "FILE", "The policy, as JSON.", Required: true)];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var policy = await PolicyFile.ReadAsync(context.ExistingFile("file"), stop);
        await context.WriteAsync(new { File = policy.Path, Valid = policy.Errors == 0, policy.Errors, policy.Warnings, policy.Issues }, policy.Describe());
        return policy.Errors == 0 ? 0 : 1;
    }
}
