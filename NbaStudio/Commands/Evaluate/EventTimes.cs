using System.Globalization;
using NbaStudio.Commands.Import.Mapping;

namespace NbaStudio.Commands.Evaluate;

/// <summary>Reads the times of an event log: what the imports read, and seconds, milliseconds or microseconds since 1970. UTC where there is no offset.</summary>
internal sealed class EventTimes
{
    public const string Allowed = CellText.TimeAllowed + ", or seconds, milliseconds or microseconds since 1970";

    private readonly CellText _cells = new(TimeZoneInfo.Utc);

    /// <summary>Milliseconds since 1970 UTC; null where the text is no time.</summary>
    public long? Read(string text)
    {
        if (ReadPlain(text) is { } quick)
        {
            return quick;
        }

        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return OfNumber(number);
        }

        return _cells.Time(text)?.ToUnixTimeMilliseconds();
    }

    /// <summary>Seconds up to the year 5138, milliseconds from 1973 on, microseconds from 1973 on: the sizes do not meet.</summary>
    public static long? OfNumber(double number) => Math.Abs(number) switch
    {
        < 1e11 => (long)Math.Round(number * 1000),
        < 1e14 => (long)number,
        < 1e17 => (long)(number / 1000),
        _ => null,
    };

    /// <summary>yyyy-MM-dd HH:mm:ss, with T, milliseconds and Z as they come: most logs, and many times as fast as the general way.</summary>
    private static long? ReadPlain(string text)
    {
        if (text.Length < 19 || text[4] != '-' || text[7] != '-' || text[10] is not (' ' or 'T') || text[13] != ':' || text[16] != ':')
        {
            return null;
        }

        var end = text.Length - (text[^1] == 'Z' ? 1 : 0);
        var milliseconds = 0;
        if (end == 23 && text[19] == '.')
        {
            milliseconds = Digits(text, 20, 3);
        }
        else if (end != 19)
        {
            return null;
        }

        var (year, month, day) = (Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
        var (hour, minute, second) = (Digits(text, 11, 2), Digits(text, 14, 2), Digits(text, 17, 2));
        var isValid = year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            && hour is >= 0 and < 24 && minute is >= 0 and < 60 && second is >= 0 and < 60 && milliseconds >= 0;
        return isValid ? (new DateTime(year, month, day, hour, minute, second, milliseconds, DateTimeKind.Utc) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond : null;
    }

    private static int Digits(string text, int start, int count)
    {
        var value = 0;
        for (var i = start; i < start + count; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
            {
                return -1;
            }

            value = (value * 10) + text[i] - '0';
        }

        return value;
    }
}
