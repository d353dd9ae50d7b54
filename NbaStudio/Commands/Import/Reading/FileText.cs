using System.Text;

namespace NbaStudio.Commands.Import.Reading;

/// <summary>How a text file is encoded, found by looking at all of it.</summary>
/// <param name="Encoding">Throws on bytes that it does not know.</param>
/// <param name="Lines">Line feeds in the file, for progress.</param>
internal sealed record FileText(string Path, Encoding Encoding, long Lines)
{
    private const int ShiftJis = 932;

    /// <summary>A byte order mark decides; else UTF-8 where every byte fits, else Shift-JIS.</summary>
    public static FileText Detect(string path)
    {
        using var file = Open(path);
        var buffer = new byte[128 * 1024];
        var read = file.Read(buffer);
        var marked = Marked(buffer.AsSpan(0, read));
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var characters = new char[buffer.Length + 4];
        var (isUtf8, lines) = (true, 0L);
        for (; read > 0; read = file.Read(buffer))
        {
            lines += buffer.AsSpan(0, read).Count((byte)'\n');
            isUtf8 = isUtf8 && Fits(decoder, buffer.AsSpan(0, read), characters, flush: false);
        }

        isUtf8 = isUtf8 && Fits(decoder, [], characters, flush: true);
        return new FileText(path, marked ?? (isUtf8 ? new UTF8Encoding(false, true) : StrictShiftJis()), lines);
    }

    public StreamReader OpenReader() => new(Open(Path), Encoding, detectEncodingFromByteOrderMarks: false, 64 * 1024);

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 64 * 1024, FileOptions.SequentialScan);

    private static Encoding? Marked(ReadOnlySpan<byte> start) => start switch
    {
        [0xEF, 0xBB, 0xBF, ..] => new UTF8Encoding(true, true),
        [0xFF, 0xFE, ..] => new UnicodeEncoding(false, true, true),
        [0xFE, 0xFF, ..] => new UnicodeEncoding(true, true, true),
        _ => null,
    };

    private static bool Fits(Decoder decoder, ReadOnlySpan<byte> bytes, Span<char> characters, bool flush)
    {
        try
        {
            decoder.GetChars(bytes, characters, flush);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding StrictShiftJis() =>
        CodePagesEncodingProvider.Instance.GetEncoding(ShiftJis, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
            ?? throw new InvalidOperationException("Shift-JIS is not available.");
}
