using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using NbaStudio.Engine.Policies.Json;

namespace NbaStudio.Engine.Policies;

/// <summary>Reads and writes policy documents as JSON. Thread safe.</summary>
public static class PolicyJson
{
    /// <summary>Most bytes of a document: 32 MB.</summary>
    public const int MaximumBytes = 32 * 1024 * 1024;

    /// <summary>Most levels of nesting.</summary>
    public const int MaximumDepth = 32;

    private static readonly JsonWriterOptions WriterOptions =
        new() { Indented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Reads a document from UTF-8. Never throws for what the text says: every mistake is an issue.</summary>
    public static PolicyReading Read(ReadOnlyMemory<byte> utf8) => Read<PolicyDocument>(utf8, "");

    /// <summary>Reads a document from a text.</summary>
    /// <exception cref="ArgumentNullException">The text is null.</exception>
    public static PolicyReading Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Writes the canonical form: fixed order of fields, defaults left out, invariant numbers, two spaces, line feeds, and one at the end.</summary>
    /// <remarks>Write(Read(Write(x))) gives the same bytes as Write(x).</remarks>
    /// <exception cref="ArgumentException">A number of the document is not finite.</exception>
    public static byte[] Write(PolicyDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return WriteObject(document);
    }

    /// <summary>The canonical form as a text.</summary>
    public static string WriteText(PolicyDocument document) => Encoding.UTF8.GetString(Write(document));

    internal static byte[] WriteObject(object document, Func<DocumentField, bool>? skip = null)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, WriterOptions))
        {
            DocumentWriter.WriteObject(writer, document, skip);
        }

        return [.. text.WrittenSpan, (byte)'\n'];
    }

    internal static PolicyReading Read<T>(ReadOnlyMemory<byte> utf8, string path)
    {
        var issues = new IssueList();
        var document = ReadObject(utf8, typeof(T), path, issues);
        return new PolicyReading(issues.HasErrors ? null : document as PolicyDocument, issues.ToOrderedList());
    }

    internal static object? ReadObject(ReadOnlyMemory<byte> utf8, Type type, string path, IssueList issues)
    {
        if (utf8.Length > MaximumBytes)
        {
            issues.Error("json.size", path, null, utf8.Length.ToString(CultureInfo.InvariantCulture), MaximumBytes.ToString(CultureInfo.InvariantCulture));
            return null;
        }

        if (!Utf8.IsValid(utf8.Span))
        {
            issues.Error("json.encoding", path, null);
            return null;
        }

        try
        {
            var bytes = utf8.Span.StartsWith(Encoding.UTF8.Preamble) ? utf8[3..] : utf8;
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            return new DocumentReader(issues).ReadObject(json.RootElement, type, path);
        }
        catch (JsonException error)
        {
            var deep = error.Message.Contains("depth", StringComparison.OrdinalIgnoreCase);
            issues.Error(
                deep ? "json.depth" : "json.malformed", path, null,
                ((error.LineNumber ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
                ((error.BytePositionInLine ?? 0) + 1).ToString(CultureInfo.InvariantCulture),
                MaximumDepth.ToString(CultureInfo.InvariantCulture));
            return null;
        }
    }
}

/// <summary>What came of reading: a document when there are no errors, and every issue.</summary>
public sealed record PolicyReading(PolicyDocument? Document, IReadOnlyList<PolicyIssue> Issues);
