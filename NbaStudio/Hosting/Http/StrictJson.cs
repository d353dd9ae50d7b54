using System.Text.Json;
using System.Text.Unicode;

namespace NbaStudio.Hosting.Http;

/// <summary>Reads request bodies; everything wrong in them is named at once.</summary>
public static class StrictJson
{
    /// <summary>Reads the whole body as one value.</summary>
    /// <exception cref="ProblemException">The body is missing, malformed or of another shape.</exception>
    public static async ValueTask<T> ReadAsync<T>(HttpRequest request)
        where T : notnull => Parse<T>(await ReadBytesAsync(request));

    /// <summary>Reads the body as one value or as an array of them.</summary>
    /// <exception cref="ProblemException">The body is missing, malformed or of another shape, or has more than <paramref name="maximum"/> values.</exception>
    public static async ValueTask<(IReadOnlyList<T> Items, bool IsArray)> ReadOneOrManyAsync<T>(HttpRequest request, int maximum)
        where T : notnull
    {
        var bytes = await ReadBytesAsync(request);
        if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is not [(byte)'[', ..])
        {
            return ([Parse<T>(bytes)], false);
        }

        var items = Parse<List<T>>(bytes);
        return items.Count <= maximum
            ? (items, true)
            : throw new ProblemException([new FieldError("", $"The body has {items.Count} entries.", $"at most {maximum} entries")]);
    }

    /// <summary>Reads one value from UTF-8 text.</summary>
    /// <exception cref="ProblemException">It is malformed or of another shape.</exception>
    public static T Parse<T>(ReadOnlySpan<byte> utf8)
        where T : notnull
    {
        if (TryParse<T>(utf8, out var value, out var errors))
        {
            return value;
        }

        throw new ProblemException(errors);
    }

    /// <summary>Reads one value from UTF-8 text, or says everything that is wrong with it.</summary>
    public static bool TryParse<T>(ReadOnlySpan<byte> utf8, out T value, out IReadOnlyList<FieldError> errors)
        where T : notnull
    {
        if (!Utf8.IsValid(utf8))
        {
            (value, errors) = (default!, [new FieldError("", "The body is not valid UTF-8.", "UTF-8 text")]);
            return false;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(utf8, HubJson.Options) is { } read)
            {
                (value, errors) = (read, []);
                return true;
            }

            errors = [new FieldError("", "The body is null.", "a JSON value")];
        }
        catch (JsonException mistake)
        {
            errors = JsonMistakes.Explain(utf8.ToArray(), HubJson.Options.GetTypeInfo(typeof(T)), mistake);
        }

        value = default!;
        return false;
    }

    private static async ValueTask<byte[]> ReadBytesAsync(HttpRequest request)
    {
        using var memory = new MemoryStream(request.ContentLength is > 0 and < int.MaxValue and var length ? (int)length : 0);
        await request.Body.CopyToAsync(memory, request.HttpContext.RequestAborted);
        return memory.Length > 0 ? memory.ToArray() : throw new ProblemException([new FieldError("", "The request has no body.", "a JSON body")]);
    }
}
