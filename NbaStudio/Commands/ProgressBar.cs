using System.Diagnostics;
using System.Globalization;

namespace NbaStudio.Commands;

/// <summary>One line that shows how far a long command is; redrawn at most ten times a second.</summary>
public sealed class ProgressBar(TextWriter screen, string what, long? total) : IDisposable
{
    private const int Width = 30;

    private readonly long _started = Stopwatch.GetTimestamp();
    private long _drawn;
    private int _length;

    /// <summary>Shows that this much is done.</summary>
    public void Report(long done)
    {
        if (ReferenceEquals(screen, TextWriter.Null) || (_drawn != 0 && Stopwatch.GetElapsedTime(_drawn).TotalMilliseconds < 100))
        {
            return;
        }

        _drawn = Stopwatch.GetTimestamp();
        Draw(done);
    }

    /// <summary>Removes the line, so that the result stands alone.</summary>
    public void Dispose()
    {
        if (_length > 0)
        {
            screen.Write($"\r{new string(' ', _length)}\r");
            _length = 0;
        }
    }

    private void Draw(long done)
    {
        var perSecond = done / Math.Max(0.001, Stopwatch.GetElapsedTime(_started).TotalSeconds);
        var speed = string.Create(CultureInfo.InvariantCulture, $"{done:N0} ({perSecond:N0}/s)");
        var bar = "";
        if (total is > 0 and var all)
        {
            var share = Math.Clamp((double)done / all, 0, 1);
            var filled = (int)(share * Width);
            bar = string.Create(CultureInfo.InvariantCulture, $" [{new string('#', filled)}{new string('.', Width - filled)}] {share * 100:0} %");
        }

        var line = $"{what}{bar} {speed}";
        screen.Write($"\r{line.PadRight(_length)}");
        _length = line.Length;
    }
}
