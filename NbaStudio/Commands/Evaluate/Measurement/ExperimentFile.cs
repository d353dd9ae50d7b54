using NbaStudio.Commands.Import.Mapping;
using NbaStudio.Commands.Import.Reading;

namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>Reads who was in which arm and what came of it. Rows of one customer are added up, and customers found in two arms are left out.</summary>
internal sealed class ExperimentFile
{
    private const int MostArms = 20;

    private readonly Dictionary<string, ExperimentArm> _arms = new(StringComparer.Ordinal);
    private readonly MeasuredFile _file;
    private readonly string[] _columns;
    private readonly string _arm;
    private readonly string? _customer;

    /// <param name="columns">Options and columns whose numbers are needed.</param>
    public ExperimentFile(CommandContext context, string verb, IReadOnlyList<(string Option, string Column)> columns)
    {
        _file = new MeasuredFile(context, "csv", verb);
        _arm = FileColumns.Find(_file.Columns, "arm", context.Get("arm"), _file.Path);
        _customer = _file.Optional("customer", null);
        _columns = [.. columns.Select(c => FileColumns.Find(_file.Columns, c.Option, c.Column, _file.Path))];
    }

    public MeasuredFile File => _file;

    /// <summary>By name, in the order of the file.</summary>
    public IReadOnlyDictionary<string, ExperimentArm> Arms => _arms;

    /// <summary>Customers with rows in more than one arm.</summary>
    public int Crossed { get; private set; }

    /// <exception cref="CommandException">There are more arms than an experiment has.</exception>
    public void Read(CancellationToken stop)
    {
        var customers = new Dictionary<string, (string Arm, double[] Values)>(StringComparer.Ordinal);
        var crossed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in _file.Read(stop))
        {
            var (arm, customer) = (RowCells.Text(row, _arm), _customer is null ? null : RowCells.Text(row, _customer));
            if (arm is null || (_customer is not null && customer is null))
            {
                _file.Skip(row, $"{(arm is null ? _arm : _customer)} is empty.");
                continue;
            }

            if (Values(row) is not { } values)
            {
                continue;
            }

            if (customer is null)
            {
                Arm(arm).Add(values);
            }
            else if (!customers.TryGetValue(customer, out var known))
            {
                customers[customer] = (arm, values);
            }
            else if (known.Arm != arm)
            {
                crossed.Add(customer);
            }
            else
            {
                Fold(known.Values, values);
            }
        }

        Crossed = crossed.Count;
        foreach (var (arm, values) in customers.Where(c => !crossed.Contains(c.Key)).Select(c => c.Value))
        {
            Arm(arm).Add(values);
        }
    }

    // An empty cell is a missing value, which is counted; a cell that is no number is a row that cannot be read.
    private double[]? Values(ImportRow row)
    {
        var values = new double[_columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var text = RowCells.Text(row, _columns[i]);
            var number = text is null ? double.NaN : OutcomeTable.NumberOf(text) ?? (CellText.YesNo(text) is { } yes ? (yes ? 1 : 0) : null);
            if (number is not { } value)
            {
                _file.Skip(row, $"{_columns[i]} is \"{text}\"; allowed is a number, yes or no.");
                return null;
            }

            values[i] = value;
        }

        return values;
    }

    private ExperimentArm Arm(string name)
    {
        if (!_arms.TryGetValue(name, out var arm))
        {
            _arms[name] = arm = new ExperimentArm(name);
            if (_arms.Count > MostArms)
            {
                throw new CommandException($"--arm {_arm}: {_file.Path} has more than {MostArms} different arms. Is it the right column?");
            }
        }

        return arm;
    }

    private static void Fold(double[] into, double[] values)
    {
        for (var i = 0; i < into.Length; i++)
        {
            into[i] = double.IsNaN(into[i]) ? values[i] : double.IsNaN(values[i]) ? into[i] : into[i] + values[i];
        }
    }
}
