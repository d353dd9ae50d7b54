using System.Diagnostics.Metrics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace NbaStudio.Hosting.Metrics;

/// <summary>Names, labels and numbers in the Prometheus text format.</summary>
internal static class MetricName
{
    /// <summary>Letters of most label sets; longer ones take an array.</summary>
    public const int OnStack = 512;

    public static string Of(Instrument instrument, string kind)
    {
        var name = Clean(instrument.Name);
        var unit = instrument.Unit switch { "s" => "seconds", "ms" => "milliseconds", "us" => "microseconds", "By" => "bytes", _ => null };
        if (unit is not null && !name.EndsWith(unit, StringComparison.Ordinal))
        {
            name = $"{name}_{unit}";
        }

        return kind == "counter" && !name.EndsWith("_total", StringComparison.Ordinal) ? $"{name}_total" : name;
    }

    /// <summary>Writes labels in the order of their names, such as <c>method="GET",route="/x"</c>. Measured on every request: nothing is allocated where the text has room in what it is given.</summary>
    /// <param name="text">Empty.</param>
    public static void Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags, ref DefaultInterpolatedStringHandler text)
    {
        var after = "";
        for (var i = 0; i < tags.Length; i++)
        {
            var next = -1;
            for (var t = 0; t < tags.Length; t++)
            {
                // Tags of one name, which nobody should give, keep the first only.
                if ((i == 0 || string.CompareOrdinal(tags[t].Key, after) > 0) && (next < 0 || string.CompareOrdinal(tags[t].Key, tags[next].Key) < 0))
                {
                    next = t;
                }
            }

            if (next < 0)
            {
                return;
            }

            after = tags[next].Key;
            text.AppendLiteral(i > 0 ? "," : "");
            Clean(after, ref text);
            text.AppendLiteral("=\"");
            Escape(tags[next].Value as string ?? Convert.ToString(tags[next].Value, CultureInfo.InvariantCulture) ?? "", ref text);
            text.AppendLiteral("\"");
        }
    }

    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private static string Clean(string name)
    {
        DefaultInterpolatedStringHandler text = new(name.Length, 0, CultureInfo.InvariantCulture, stackalloc char[OnStack]);
        Clean(name, ref text);
        return text.ToStringAndClear();
    }

    private static void Clean(string name, ref DefaultInterpolatedStringHandler text)
    {
        if (char.IsAsciiDigit(name[0]))
        {
            text.AppendFormatted('_');
        }

        foreach (var letter in name)
        {
            text.AppendFormatted(char.IsAsciiLetterOrDigit(letter) ? letter : '_');
        }
    }

    private static void Escape(string value, ref DefaultInterpolatedStringHandler text)
    {
        if (value.AsSpan().IndexOfAny('\\', '"', '\n') < 0)
        {
            text.AppendFormatted(value.AsSpan());
            return;
        }

        foreach (var letter in value)
        {
            text.AppendLiteral(letter switch { '\\' => "\\\\", '"' => "\\\"", '\n' => "\\n", _ => "" });
            if (letter is not ('\\' or '"' or '\n'))
            {
                text.AppendFormatted(letter);
            }
        }
    }
}
