namespace NbaStudio.Commands.Evaluate;

/// <summary>Which columns of an event log hold what.</summary>
/// <param name="Customer">Column of the customer.</param>
/// <param name="Type">Column of the event's type.</param>
/// <param name="Time">Column of its time.</param>
/// <param name="Properties">Name of a property to its column; any other name is the column's own.</param>
internal sealed record LogColumns(string Customer, string Type, string Time, IReadOnlyDictionary<string, string> Properties)
{
    /// <summary>Reads the options and finds the columns.</summary>
    /// <param name="context">The options.</param>
    /// <param name="columns">The columns of the file.</param>
    /// <exception cref="CommandException">A column does not exist, or --property is not name=column.</exception>
    public static LogColumns Of(CommandContext context, IReadOnlyList<string> columns)
    {
        string Column(string option, string standard)
        {
            var wanted = context.Find(option) ?? standard;
            return columns.FirstOrDefault(c => string.Equals(c, wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new CommandException($"There is no column '{wanted}' for the {(option == "time" ? "time" : option == "type" ? "type" : "customer")}; name it with --{option}. The file has: {string.Join(", ", columns)}.");
        }

        var properties = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in context.FindMany("property"))
        {
            var split = pair.IndexOf('=', StringComparison.Ordinal);
            if (split < 1 || split == pair.Length - 1)
            {
                throw new CommandException($"--property {pair} is not allowed; allowed is name=column, such as page=url.");
            }

            var wanted = pair[(split + 1)..];
            properties[pair[..split]] = columns.FirstOrDefault(c => string.Equals(c, wanted, StringComparison.OrdinalIgnoreCase))
                ?? throw new CommandException($"--property {pair}: there is no column '{wanted}'. The file has: {string.Join(", ", columns)}.");
        }

        return new LogColumns(Column("customer", "customerId"), Column("type", "type"), Column("time", "time"), properties);
    }
}
