namespace NbaStudio.Configuration;

/// <summary>Describes one configuration key: the start-up check and the table in docs/operations.md are both made from it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SettingAttribute(string meaning) : Attribute
{
    public string Meaning { get; } = meaning;

    /// <summary>Smallest allowed number, inclusive.</summary>
    public double Minimum { get; init; } = double.NegativeInfinity;

    /// <summary>Largest allowed number, inclusive.</summary>
    public double Maximum { get; init; } = double.PositiveInfinity;

    public SettingFormat Format { get; init; } = SettingFormat.Text;

    /// <summary>Never shown in messages, lists or logs.</summary>
    public bool Secret { get; init; }

    /// <summary>Replaces the default in lists where the property itself cannot say it.</summary>
    public string? DefaultText { get; init; }
}
