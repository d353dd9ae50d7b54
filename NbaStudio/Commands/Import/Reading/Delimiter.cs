namespace NbaStudio.Commands.Import.Reading;

/// <summary>The character between the columns of a CSV file, as a person writes it.</summary>
internal static class Delimiter
{
    public const string Allowed = "comma, semicolon, tab or pipe (, ; \\t |)";

    /// <summary>Reads what was written after --delimiter.</summary>
    /// <exception cref="CommandException">It is not one of the four.</exception>
    public static char Parse(string written) => written switch
    {
        "," or "comma" => ',',
        ";" or "semicolon" => ';',
        "\t" or "\\t" or "tab" => '\t',
        "|" or "pipe" => '|',
        _ => throw new CommandException($"--delimiter {written} is not allowed; allowed is {Allowed}."),
    };
}
