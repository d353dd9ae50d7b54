using NbaStudio.Data;
using NbaStudio.Security;

namespace NbaStudio.Commands;

/// <summary>Makes an API key and shows its secret once.</summary>
internal sealed class KeyCreateCommand : ICommand
{
    public string Verb => "key create";

    public string Summary => "Makes an API key. From the first key on every API call needs one.";

    public IReadOnlyList<CommandOption> Options { get; } =
    [
        new("name", "NAME", "Who uses the key.", Required: true),
        new("scopes", "LIST", $"What it may do, separated by commas: {string.Join(", ", Scopes.All)}.", Required: true),
    ];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        var scopes = context.Get("scopes").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        try
        {
            var (key, secret) = await context.Services.GetRequiredService<ApiKeyStore>().CreateAsync(context.Get("name"), scopes, Caller.CommandLine, stop);
            await context.WriteAsync(new { key.Id, key.Name, key.Scopes, Key = secret }, $"{secret}\nThis is shown once. Send it in the header X-Api-Key. Id: {key.Id}");
            return 0;
        }
        catch (ArgumentException mistake)
        {
            throw new CommandException(mistake.Message);
        }
    }
}
