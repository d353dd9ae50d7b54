using System.Text.Json;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Commands.Import.Sending;

/// <summary>Sends events or outcomes as arrays. An array that is refused as a whole is halved until the row at fault stands alone.</summary>
internal sealed class ArraySender(HubClient hub, string path) : IEntrySender
{
    public async Task<SendResult> SendAsync(IReadOnlyList<PendingEntry> batch, CancellationToken stop)
    {
        if (batch.Count == 0)
        {
            return new SendResult(0, 0, 0, []);
        }

        var answer = await hub.SendAsync(HttpMethod.Post, path, Body(batch), stop);
        if (answer.IsSuccess)
        {
            return Read(answer.Json(), batch);
        }

        if (answer.Status is not (400 or 413 or 422))
        {
            throw new CommandException($"{hub.Address}{path} answers {answer.Status}: {answer.Explain()}");
        }

        if (batch.Count == 1)
        {
            return new SendResult(0, 0, 0, Rejections(batch[0].Row, answer.Errors(), answer.Explain()));
        }

        var half = batch.Count / 2;
        return await SendAsync([.. batch.Take(half)], stop) + await SendAsync([.. batch.Skip(half)], stop);
    }

    /// <summary>One line for each error, or one for the whole row.</summary>
    public static IReadOnlyList<RejectedRow> Rejections(long row, IReadOnlyList<FieldError> errors, string otherwise) =>
        errors.Count == 0
            ? [new RejectedRow(row, "", otherwise)]
            : [.. errors.Select(error => new RejectedRow(row, Field(error.Path), HubAnswer.Describe(error with { Path = "" })))];

    // The hub names the place in the array, which says nothing about the file.
    private static string Field(string path) => path.StartsWith('[') && path.IndexOf(']') is var end and > 0 ? path[(end + 1)..].TrimStart('.') : path;

    private static byte[] Body(IReadOnlyList<PendingEntry> batch)
    {
        var body = new byte[1 + batch.Sum(entry => entry.Json.Length + 1)];
        var at = 0;
        foreach (var entry in batch)
        {
            body[at++] = (byte)(at == 1 ? '[' : ',');
            entry.Json.CopyTo(body, at);
            at += entry.Json.Length;
        }

        body[at] = (byte)']';
        return body;
    }

    private static SendResult Read(JsonElement answer, IReadOnlyList<PendingEntry> batch)
    {
        List<RejectedRow> rejected = [];
        foreach (var trouble in List(answer, "rejected"))
        {
            rejected.AddRange(Rejections(RowOf(trouble, batch), Errors(trouble), "The hub gives no reason."));
        }

        var conflicts = List(answer, "conflicts");
        rejected.AddRange(conflicts.Select(trouble => new RejectedRow(RowOf(trouble, batch), "", "The hub has another entry with this id; the first one stays.")));
        return new SendResult(Count(answer, "accepted"), Count(answer, "duplicates"), conflicts.Count, rejected);
    }

    private static List<JsonElement> List(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

    private static IReadOnlyList<FieldError> Errors(JsonElement trouble) =>
        trouble.TryGetProperty("errors", out var errors) ? errors.Deserialize<List<FieldError>>(HubJson.Options)! : [];

    private static long Count(JsonElement answer, string name) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty(name, out var count) && count.TryGetInt64(out var number) ? number
            : throw new CommandException($"The answer of the hub has no '{name}'. Is this the address of NBA Studio?");

    private static long RowOf(JsonElement trouble, IReadOnlyList<PendingEntry> batch) =>
        trouble.TryGetProperty("index", out var index) && index.TryGetInt32(out var place) && place >= 0 && place < batch.Count
            ? batch[place].Row
            : throw new CommandException("The hub rejects an entry without saying which.");
}
