using NbaStudio.Data;
using NbaStudio.Security;

namespace NbaStudio.Commands;

/// <summary>Revokes an API key; a running hub refuses it within a second.</summary>
internal sealed class KeyRevokeCommand : ICommand
{
    public string Verb => "key revoke";

    public string Summary => "Revokes an API key. A running hub refuses it within a second.";

    public string Argument => "ID";

    public IReadOnlyList<CommandOption> Options => [];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var revoked = await context.Services.GetRequiredService<ApiKeyStore>().RevokeAsync(context.Argument, Caller.CommandLine, stop);
        await context.WriteAsync(new { Id = context.Argument, Revoked = revoked }, revoked ? $"Key {context.Argument} is revoked." : $"There is no active key {context.Argument}.");
        return revoked ? 0 : 1;
    }
}
