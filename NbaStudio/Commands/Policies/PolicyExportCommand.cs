using NbaStudio.Engine.Policies;

namespace NbaStudio.Commands.Policies;

/// <summary>Writes the published policy of a running hub to a file.</summary>
internal sealed class PolicyExportCommand : ICommand
{
    public string Verb => "policy export";

    public string Summary => "Writes the published policy of a running hub as JSON, to a file or to the screen.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("out", "FILE", "Where to write it. Default: the screen."), .. HubClient.Options];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        using var hub = HubClient.Of(context);
        var policy = await HubPolicy.ReadAsync(hub, stop);
        if (context.Find("out") is not { } file)
        {
            await context.Output.WriteAsync(PolicyJson.WriteText(policy));
            return 0;
        }

        var path = Path.GetFullPath(file);
        await File.WriteAllBytesAsync(path, PolicyJson.Write(policy), stop);
        await context.WriteAsync(new { File = path, policy.Name }, $"The policy of '{policy.Name}' is in {path}.");
        return 0;
    }
}
