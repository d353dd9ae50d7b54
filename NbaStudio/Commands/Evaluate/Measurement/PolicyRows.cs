using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;
using NbaStudio.Commands.Policies;
using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Asks a policy document what it would choose on each row of a log. Columns named after attributes and context are what it knows of the customer.</summary>
internal sealed class PolicyRows
{
    private readonly MeasuredFile _file;
    private readonly RowChoices _choices;
    private readonly List<(AttributeSlot Slot, string Column)> _attributes = [];
    private readonly List<(ContextSlot Slot, string Column)> _context = [];
    private readonly string? _time;
    private readonly long _now;
    private readonly EventTimes _times = new();
    private readonly HashSet<string> _actions;

    private PolicyRows(MeasuredFile file, PolicySnapshot policy, RowChoices choices, string? time, IReadOnlyCollection<string> taken)
    {
        (_file, _choices, _time, _now) = (file, choices, time, policy.PublishedAt.ToUnixTimeMilliseconds());
        _actions = [.. policy.Actions.Select(a => a.Id)];
        List<string> missing = [];
        foreach (var slot in choices.Inputs)
        {
            switch (slot)
            {
                case AttributeSlot attribute when ColumnOf(attribute.Attribute, attribute.Name, taken) is { } column:
                    _attributes.Add((attribute, column));
                    break;
                case ContextSlot of when ColumnOf(of.Key, of.Name, taken) is { } column:
                    _context.Add((of, column));
                    break;
                case AttributeSlot or ContextSlot or AggregateSlot or OutcomeCountSlot or TriggerSlot or EventSlot:
                    missing.Add(slot.Name);
                    break;
            }
        }

        Missing = missing;
    }

    /// <summary>What the policy can read and the log does not have: missing, or nothing yet, on every row.</summary>
    public IReadOnlyList<string> Missing { get; }

    /// <summary>Names of what the policy reads from columns.</summary>
    public IEnumerable<string> Known => [.. _attributes.Select(a => a.Slot.Name), .. _context.Select(c => c.Slot.Name)];

    /// <param name="taken">Columns that say what was chosen and what came of it.</param>
    /// <exception cref="CommandException">The file is no policy that could decide, or the options do not fit it.</exception>
    public static PolicyRows Open(CommandContext context, MeasuredFile file, DateTimeOffset now, IReadOnlyCollection<string> taken)
    {
        var path = context.ExistingFile("policy");
        var reading = PolicyJson.Read(File.ReadAllBytes(path));
        var compiled = reading.Document is { } document ? PolicyCompiler.Compile(document, 1, now) : null;
        if (compiled?.Snapshot is not { } policy)
        {
            var issues = new PolicyFile(path, reading.Document, compiled?.Issues ?? reading.Issues);
            throw new CommandException($"--policy {path} cannot decide:\n{issues.Describe()}");
        }

        var channel = context.Find("channel") ?? (policy.Channels.Count == 1 ? policy.Channels[0].Id
            : throw new CommandException($"--policy {path} has {policy.Channels.Count} channels; say with --channel which one the log is of: {string.Join(", ", policy.Channels.Select(c => c.Id))}."));
        try
        {
            return new PolicyRows(file, policy, new RowChoices(policy, channel, context.Find("placement") ?? ""), file.Optional("time", "time"), taken);
        }
        catch (ArgumentException mistake)
        {
            throw new CommandException($"--{mistake.ParamName}: {mistake.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    public bool Has(string action) => _actions.Contains(action);

    /// <summary>What the policy would choose on a row.</summary>
    /// <param name="chances">Cleared, then filled: action and chance.</param>
    /// <returns>Its chance of silence; null where a cell cannot be read, which is counted.</returns>
    public double? Of(ImportRow row, Dictionary<string, double> chances)
    {
        var now = _now;
        if (_time is not null)
        {
            var written = RowCells.Text(row, _time);
            if (written is null || _times.Read(written) is not { } time)
            {
                _file.Skip(row, $"{_time} is \"{written}\"; allowed is {EventTimes.Allowed}.");
                return null;
            }

            now = time;
        }

        var attributes = new Dictionary<string, Value>(_attributes.Count, StringComparer.Ordinal);
        foreach (var (slot, column) in _attributes)
        {
            if (RowCells.Text(row, column) is not { } text)
            {
                continue;
            }

            // Logs write yes and no in more ways than profiles do.
            var cell = slot.Kind == ValueKind.Boolean && CellText.YesNo(text) is { } yes ? (yes ? "true" : "false") : text;
            if (!_choices.Profile.TryConvertText(slot.Attribute, cell, out var value, out var error))
            {
                _file.Skip(row, error!.Message);
                return null;
            }

            attributes[slot.Attribute] = value;
        }

        var context = new Dictionary<string, Value>(_context.Count, StringComparer.Ordinal);
        foreach (var (slot, column) in _context)
        {
            if (RowCells.Text(row, column) is { } text)
            {
                context[slot.Key] = CellText.Number(text) is { } number ? Value.OfNumber(number) : text is "true" or "false" ? Value.OfBoolean(text == "true") : Value.OfText(text);
            }
        }

        return _choices.Decide(row.Number, attributes, context, now, chances);
    }

    private string? ColumnOf(string name, string full, IReadOnlyCollection<string> taken) =>
        _file.Columns.FirstOrDefault(c => c.Equals(full, StringComparison.OrdinalIgnoreCase))
        ?? _file.Columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase) && !taken.Contains(c, StringComparer.OrdinalIgnoreCase));
}
