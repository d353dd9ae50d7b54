using NbaStudio.Configuration;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Finds a file's column by the name that was written after an option.</summary>
internal static class FileColumns
{
    /// <returns>The name as it stands in the file.</returns>
    /// <exception cref="CommandException">There is none of that name, in any case of letters.</exception>
    public static string Find(IReadOnlyList<string> columns, string option, string written, string path) =>
        columns.FirstOrDefault(column => column.Equals(written, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(
                $"--{option}: {path} has no column '{written}'. {(NearestName.Find(written, columns) is { } near ? $"Did you mean '{near}'?" : $"Columns are {string.Join(", ", columns.Take(30))}.")}");
}
