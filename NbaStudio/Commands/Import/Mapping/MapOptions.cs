namespace NbaStudio.Commands.Import.Mapping;

/// <summary>What the command line says about fields.</summary>
/// <param name="Maps">Field and column, as written.</param>
/// <param name="Sets">Field and the value it has in every row.</param>
/// <param name="Skips">Columns that are left out.</param>
internal sealed record MapOptions(
    IReadOnlyList<(string Field, string Column)> Maps, IReadOnlyList<(string Field, string Value)> Sets, IReadOnlyList<string> Skips)
{
    public static MapOptions Of(CommandContext context) => new(
        [.. context.FindMany("map").Select(text => Split("map", text, "field=column"))], [.. context.FindMany("set").Select(text => Split("set", text, "field=value"))], context.FindMany("skip"));

    private static (string, string) Split(string option, string text, string form) =>
        text.Split('=', 2, StringSplitOptions.TrimEntries) is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw new CommandException($"--{option} {text} is not allowed; allowed is {form}.");
}
