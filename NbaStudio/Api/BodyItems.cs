using System.Runtime.InteropServices;
using System.Text.Json;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api;

/// <summary>Entries of a body: one value or an array of them. In an array a wrong entry does not spoil the others.</summary>
internal static class BodyItems
{
    /// <summary>Most entries of an array.</summary>
    public const int Maximum = 1_000;

    /// <summary>Reads what the body holds.</summary>
    /// <exception cref="ProblemException">The body is missing, malformed or too long, has too many entries, or its only value is of another shape.</exception>
    public static async ValueTask<(IReadOnlyList<BodyItem<T>> Items, bool IsArray)> ReadAsync<T>(HttpRequest request, long maximumBytes)
        where T : class
    {
        var bytes = await ReadBytesAsync(request, maximumBytes);
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return ([new BodyItem<T>(StrictJson.Parse<T>(bytes), [])], false);
        }

        if (StrictJson.TryParse<List<T?>>(bytes, out var all, out var errors))
        {
            CheckCount(all.Count);
            return ([.. all.Select(Checked)], true);
        }

        return (ReadEach<T>(bytes, errors), true);
    }

    private static List<BodyItem<T>> ReadEach<T>(byte[] bytes, IReadOnlyList<FieldError> errors)
        where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = HubJson.MaximumDepth });
            CheckCount(document.RootElement.GetArrayLength());
            return [.. document.RootElement.EnumerateArray().Select(ReadOne<T>)];
        }
        catch (JsonException)
        {
            throw new ProblemException(errors);
        }
    }

    private static BodyItem<T> ReadOne<T>(JsonElement element)
        where T : class =>
        element.ValueKind == JsonValueKind.Null ? Checked<T>(null)
        : StrictJson.TryParse<T>(JsonMarshal.GetRawUtf8Value(element), out var value, out var errors) ? new BodyItem<T>(value, [])
        : new BodyItem<T>(null, errors);

    private static BodyItem<T> Checked<T>(T? value)
        where T : class => value is null ? new BodyItem<T>(null, [new FieldError("", "The entry is null.", "an object")]) : new BodyItem<T>(value, []);

    private static void CheckCount(int count)
    {
        if (count > Maximum)
        {
            throw new ProblemException([new FieldError("", $"The body has {count} entries.", $"at most {Maximum} entries; application/x-ndjson takes more")]);
        }
    }

    private static async ValueTask<byte[]> ReadBytesAsync(HttpRequest request, long maximum)
    {
        if (request.ContentLength > maximum)
        {
            throw TooLarge(maximum, request.ContentLength);
        }

        using var memory = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0)
        {
            memory.Write(buffer, 0, read);
            if (memory.Length > maximum)
            {
                throw TooLarge(maximum, null);
            }
        }

        return memory.Length > 0 ? memory.ToArray() : throw new ProblemException([new FieldError("", "The request has no body.", "a JSON body")]);
    }

    private static ProblemException TooLarge(long maximum, long? length) => new(Problems.TooLarge(maximum, length), "The body is too large.");
}

/// <summary>One entry of a body.</summary>
/// <param name="Value">Null where it is of another shape.</param>
/// <param name="Errors">What is wrong with it; empty where it could be read.</param>
internal readonly record struct BodyItem<T>(T? Value, IReadOnlyList<FieldError> Errors)
    where T : class;
