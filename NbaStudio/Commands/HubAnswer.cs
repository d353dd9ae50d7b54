using System.Text;
using System.Text.Json;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands;

/// <summary>What a hub answered.</summary>
internal sealed record HubAnswer(int Status, byte[] Body)
{
    private const int MostShown = 200;
    private const string NoPolicyTitle = "No policy is published";

    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>True where the hub waits for its first policy.</summary>
    public bool HasNoPolicy => Status == 503 && ReadProblem()?.Title == NoPolicyTitle;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="CommandException">It is no JSON: the address is not a hub's.</exception>
    public JsonElement Json()
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(Body);
        }
        catch (JsonException)
        {
            throw new CommandException($"The answer ({Status}) is not JSON: \"{Start()}\". Is this the address of NBA Studio?");
        }
    }

    /// <summary>The errors of a problem; empty where the answer is none or names none.</summary>
    public IReadOnlyList<FieldError> Errors() => ReadProblem()?.Errors ?? [];

    /// <summary>One line that says what the hub found wrong.</summary>
    public string Explain()
    {
        if (ReadProblem() is not { } problem)
        {
            return $"status {Status} \"{Start()}\"";
        }

        var errors = problem.Errors is { Count: > 0 } list ? string.Join("; ", list.Take(5).Select(Describe)) : null;

        // A detail is often the first of the errors.
        var detail = problem.Detail is { Length: > 0 } text && errors?.Contains(text, StringComparison.Ordinal) == true ? null : problem.Detail;
        return string.Join(": ", new[] { problem.Title, detail, errors }.Where(part => !string.IsNullOrEmpty(part)));
    }

    public static string Describe(FieldError error) =>
        $"{(error.Path.Length == 0 ? "" : error.Path + ": ")}{error.Message}{(error.Allowed is null ? "" : $" (allowed: {error.Allowed})")}";

    private Problem? ReadProblem()
    {
        try
        {
            var json = JsonSerializer.Deserialize<JsonElement>(Body);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("title", out _)
                ? json.Deserialize<Problem>(HubJson.Options)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Start()
    {
        var text = Encoding.UTF8.GetString(Body.AsSpan(0, Math.Min(Body.Length, MostShown)));
        return Body.Length > MostShown ? text + "…" : text;
    }
}
