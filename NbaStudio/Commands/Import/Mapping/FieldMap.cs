using NbaStudio.Configuration;

namespace NbaStudio.Commands.Import.Mapping;

/// <summary>Which column goes where. What the command line does not say follows from the columns' names.</summary>
internal sealed class FieldMap
{
    private readonly ImportShape _shape;
    private readonly DeclaredTypes _types;
    private readonly Dictionary<string, List<FieldTarget>> _targets = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<FieldTarget> _taken = [];
    private readonly HashSet<string> _skipped;

    /// <exception cref="CommandException">A field or column is not known, or a required field has neither column nor value.</exception>
    public FieldMap(ImportShape shape, MapOptions options, IReadOnlyList<string> columns, DeclaredTypes types)
    {
        (_shape, _types) = (shape, types);
        _skipped = options.Skips.Select(column => Column(columns, "skip", column)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var (field, written) in options.Maps)
        {
            var (column, target) = (Column(columns, "map", written), Target("map", field));
            Take("map", field, target);
            (_targets.TryGetValue(column, out var targets) ? targets : _targets[column] = []).Add(target);
        }

        foreach (var (field, value) in options.Sets)
        {
            var target = Target("set", field);
            Take("set", field, target);
            Constants = [.. Constants, (target, value)];
        }

        foreach (var column in columns)
        {
            Targets(column);
        }

        CheckRequired(columns);
    }

    /// <summary>Fields with the same value in every row.</summary>
    public IReadOnlyList<(FieldTarget Target, string Value)> Constants { get; } = [];

    /// <summary>Columns that go nowhere.</summary>
    public IEnumerable<string> Ignored => _targets.Where(pair => pair.Value.Count == 0 && !_skipped.Contains(pair.Key)).Select(pair => pair.Key);

    /// <summary>Where a column goes; empty where it is left out.</summary>
    public IReadOnlyList<FieldTarget> Targets(string column)
    {
        if (_targets.TryGetValue(column, out var known))
        {
            return known;
        }

        return _targets[column] = _skipped.Contains(column) ? [] : ByName(column) is { } target ? [target] : [];
    }

    private FieldTarget? ByName(string column)
    {
        if (_shape.Fields.FirstOrDefault(field => field.Is(column)) is { } field && _taken.Add(new FieldTarget(TargetKind.Field, field.Name)))
        {
            return new FieldTarget(TargetKind.Field, field.Name);
        }

        var target = Dotted(column) ?? (_shape.Bag is { } bag && column.Equals(bag, StringComparison.OrdinalIgnoreCase) ? new FieldTarget(TargetKind.Values, bag)
            : _shape.Bag is not null ? new FieldTarget(TargetKind.Value, column) : (FieldTarget?)null);
        return target is { } free && _taken.Add(free) ? free : null;
    }

    private FieldTarget Target(string option, string field)
    {
        if (_shape.Find(field) is { } known)
        {
            return new FieldTarget(TargetKind.Field, known.Name);
        }

        if (Dotted(field) is { } dotted)
        {
            return dotted;
        }

        var declared = _types.Names(_shape.Kind).ToList();
        if (declared.FirstOrDefault(name => ImportField.Plain(name) == ImportField.Plain(field)) is { } attribute)
        {
            return new FieldTarget(TargetKind.Value, attribute);
        }

        var names = _shape.Fields.Select(one => one.Name).Concat(declared).ToList();
        var hint = NearestName.Find(field, names) is { } near ? $"Did you mean '{near}'?" : $"Fields are {string.Join(", ", names.Take(30))}.";
        var other = _shape.Bag is { } bag ? $" A name that the policy does not declare is written as {bag}.{field}." : "";
        throw new CommandException($"--{option}: there is no field '{field}'. {hint}{other}");
    }

    private FieldTarget? Dotted(string name)
    {
        string[] parts = name.Split('.', 2);
        if (parts.Length == 2 && parts[1].Length > 0 && _shape.Bag is { } bag && parts[0].Equals(bag, StringComparison.OrdinalIgnoreCase))
        {
            return new FieldTarget(TargetKind.Value, parts[1]);
        }

        return _shape.Kind != ImportKind.Customers ? null : name.Split('.') switch
        {
            ["addresses", { Length: > 0 } channel] => new FieldTarget(TargetKind.Address, channel),
            ["consents", { Length: > 0 } channel, { Length: > 0 } purpose] => new FieldTarget(TargetKind.Consent, channel, purpose),
            _ => null,
        };
    }

    private void Take(string option, string field, FieldTarget target)
    {
        if (!_taken.Add(target))
        {
            throw new CommandException($"--{option}: the field '{field}' is given twice.");
        }
    }

    private static string Column(IReadOnlyList<string> columns, string option, string written)
    {
        if (columns.FirstOrDefault(column => column.Equals(written, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        var hint = NearestName.Find(written, columns) is { } near ? $"Did you mean '{near}'?" : $"Columns are {string.Join(", ", columns.Take(30))}.";
        throw new CommandException($"--{option}: the file has no column '{written}'. {hint}");
    }

    private void CheckRequired(IReadOnlyList<string> columns)
    {
        var missing = _shape.Fields.Where(field => field.Required && !_taken.Contains(new FieldTarget(TargetKind.Field, field.Name))).Select(field => field.Name).ToList();
        if (missing.Count > 0 && columns.Count > 0)
        {
            var fixedValue = missing[0] == "customerId" ? "" : $", or a value for all rows with --set {missing[0]}=VALUE";
            throw new CommandException(
                $"No column holds {string.Join(", ", missing)}. Name it with --map {missing[0]}=COLUMN{fixedValue}. Columns are {string.Join(", ", columns.Take(30))}.");
        }
    }
}
