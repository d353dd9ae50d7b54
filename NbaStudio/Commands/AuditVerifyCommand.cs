using System.Globalization;
using NbaStudio.Data;

namespace NbaStudio.Commands;

/// <summary>Follows the chain of the audit and says whether anything was changed, taken out or put in.</summary>
internal sealed class AuditVerifyCommand : ICommand
{
    public string Verb => "audit verify";

    public string Summary => "Verifies that nobody has changed the audit.";

    public IReadOnlyList<CommandOption> Options { get; } = [new("expect", "ID:HASH", "An entry noted earlier, as this command prints it: it must still be there, unchanged.")];

    public async Task<int> RunAsync(CommandContext context, CancellationToken stop)
    {
        (long, string)? expected = null;
        if (context.Has("expect"))
        {
            expected = context.Get("expect").Split(':') is [var id, { Length: 64 } hash] && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && hash.All(char.IsAsciiHexDigit)
                ? (number, hash)
                : throw new CommandException($"--expect is '{context.Get("expect")}'; allowed is the number of an entry, a colon and 64 hexadecimal digits.");
        }

        var report = await context.Services.GetRequiredService<AuditKeeper>().VerifyAsync(expected, stop);
        await context.WriteAsync(report, report.IsIntact
            ? $"The audit is intact: {report.Entries} entries, {report.First} to {report.Last}.\nHead: {report.Last}:{report.Head}"
            : $"The audit was tampered with. {report.Fault}\nEntries before it that fit: {Math.Max(0, report.Last - report.First + 1)}");
        return report.IsIntact ? 0 : 1;
    }
}
