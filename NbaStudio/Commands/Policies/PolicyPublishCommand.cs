namespace NbaStudio.Commands.Policies;

/// <summary>Sends a policy file to a running hub as a change and publishes it.</summary>
internal sealed class PolicyPublishCommand : ICommand
{
    public string Verb => "policy publish";

    public string Summary => "Checks a policy file, sends it to a running hub as a change and publishes it.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("file", "FILE", "The policy, as JSON.", Required: true), .. HubClient.Options];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var policy = await PolicyFile.ReadAsync(context.ExistingFile("file"), stop);
        if (policy.Document is not { } document || policy.Errors > 0)
        {
            await context.WriteAsync(new { File = policy.Path, Published = false, policy.Issues }, $"{policy.Describe()}\nNothing was sent.");
            return 1;
        }

        using var hub = HubClient.Of(context);
        var (import, change, hash) = await PolicyChangeCalls.ImportAsync(hub, document, stop);
        if (change is null)
        {
            await context.WriteAsync(new { File = policy.Path, Published = false, Errors = import.Errors() }, $"The hub does not take the policy: {import.Explain()}");
            return 1;
        }

        var published = await PolicyChangeCalls.PublishAsync(hub, change, hash, stop);
        if (!published.IsSuccess)
        {
            await context.WriteAsync(
                new { File = policy.Path, Published = false, Change = change, Errors = published.Errors() }, $"The hub keeps the change {change} but does not publish it: {published.Explain()}");
            return 1;
        }

        var revision = PolicyChangeCalls.RevisionOf(published);
        await context.WriteAsync(new { File = policy.Path, Published = true, Change = change, Revision = revision }, $"Published as revision {revision}.");
        return 0;
    }
}
