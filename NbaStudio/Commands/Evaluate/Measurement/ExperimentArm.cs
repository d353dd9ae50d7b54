namespace NbaStudio.Commands.Evaluate.Measurement;

/// <summary>The customers of one arm and their values, NaN where one is missing.</summary>
internal sealed class ExperimentArm(string name)
{
    private readonly List<double[]> _units = [];

    public string Name => name;

    /// <summary>Customers assigned, with values or without.</summary>
    public int Assigned => _units.Count;

    public void Add(double[] values) => _units.Add(values);

    /// <summary>The values of some columns, of the customers that have them all.</summary>
    public double[][] Complete(params int[] columns)
    {
        var whole = _units.Where(unit => columns.All(column => !double.IsNaN(unit[column]))).ToList();
        return [.. columns.Select(column => whole.Select(unit => unit[column]).ToArray())];
    }
}
