using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace NbaStudio.Engine.Scores;

/// <summary>Reads model files as XGBoost, LightGBM and logistic regressions write them; which one it is shows at the beginning. Pure and thread safe.</summary>
public static class ImportedModelReader
{
    /// <summary>Most bytes of a model file.</summary>
    public const int MaximumBytes = 20 * 1024 * 1024;

    /// <summary>Most splits from the root of a tree to a leaf.</summary>
    public const int MaximumDepth = 256;

    // The text of a policy document is checked, compiled and checked again: each text is read once as long as somebody holds it.
    private static readonly ConditionalWeakTable<string, ImportedModelReading> Readings = [];

    /// <summary>Reads a file.</summary>
    /// <param name="text">The whole content of the file.</param>
    /// <returns>The model, or why the file cannot be used; never an exception for what the file says.</returns>
    public static ImportedModelReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Readings.GetValue(text, ReadAnew);
    }

    private static ImportedModelReading ReadAnew(string text)
    {
        try
        {
            return new ImportedModelReading(ModelOf(text), null, []);
        }
        catch (ModelFileException e)
        {
            return new ImportedModelReading(null, e.Code, e.Arguments);
        }
    }

    private static ImportedModel ModelOf(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > MaximumBytes)
        {
            throw new ModelFileException("score.size", bytes.ToString(CultureInfo.InvariantCulture), MaximumBytes.ToString(CultureInfo.InvariantCulture));
        }

        text = text.TrimStart('\uFEFF').TrimStart();
        var start = text.AsSpan();
        return start switch
        {
            ['{', ..] => XGBoostReader.Read(text),
            _ when IsFirstLine(start, "tree") => LightGbmReader.Read(text),
            _ when LogisticReader.IsHeader(FirstLine(start)) => LogisticReader.Read(text),
            _ => throw new ModelFileException("score.format"),
        };
    }

    private static bool IsFirstLine(ReadOnlySpan<char> text, string line) => FirstLine(text).SequenceEqual(line);

    private static ReadOnlySpan<char> FirstLine(ReadOnlySpan<char> text) => (text.IndexOf('\n') is var end and >= 0 ? text[..end] : text).TrimEnd();
}
