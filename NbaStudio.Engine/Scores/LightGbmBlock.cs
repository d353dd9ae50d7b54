using System.Globalization;

namespace NbaStudio.Engine.Scores;

/// <summary>The lines name=value of the head or of one tree of a LightGBM file.</summary>
internal sealed class LightGbmBlock(string name)
{
    private readonly Dictionary<string, string> _fields = new(StringComparer.Ordinal);

    /// <summary>head, or Tree= with its number.</summary>
    public string Name { get; } = name;

    public void Add(ReadOnlySpan<char> line)
    {
        var sign = line.IndexOf('=');
        _fields[(sign < 0 ? line : line[..sign]).ToString()] = sign < 0 ? "" : line[(sign + 1)..].ToString();
    }

    public bool Has(string field) => _fields.ContainsKey(field);

    public string[] Words(string field) => _fields.TryGetValue(field, out var text) ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : throw Wrong(field, "a line of its own");

    /// <summary>A whole number; the standard where the line is missing, unless it is negative.</summary>
    public int Whole(string field, int standard = -1)
    {
        if (!_fields.TryGetValue(field, out var text) && standard >= 0)
        {
            return standard;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < int.MaxValue ? number : throw Wrong(field, "a whole number");
    }

    public int[] Wholes(string field, int count) =>
        [.. Of(field, count).Select(w => int.TryParse(w, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : throw Wrong(field, "whole numbers"))];

    public uint[] Bits(string field, int count) =>
        [.. Of(field, count).Select(w => uint.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw Wrong(field, "whole numbers from 0 to 4294967295"))];

    public double[] Numbers(string field, int count) =>
    [
        .. Of(field, count).Select(w => double.TryParse(w, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : throw Wrong(field, "finite numbers")),
    ];

    private string[] Of(string field, int count)
    {
        var words = Words(field);
        return words.Length == count ? words : throw Wrong(field, $"{count.ToString(CultureInfo.InvariantCulture)} numbers");
    }

    private ModelFileException Wrong(string field, string expected) => new("score.field", $"{Name}/{field}", expected);
}
