using System.Security.Cryptography;
using System.Text.Json;
using NbaStudio.Engine.Policies;

namespace NbaStudio.Commands.Policies;

/// <summary>The two calls that bring a policy document into force.</summary>
internal static class PolicyChangeCalls
{
    /// <summary>Makes a change of the whole document.</summary>
    /// <returns>The answer, and the id of the change and the hash of its edits where it was taken.</returns>
    public static async Task<(HubAnswer Answer, string? Change, string? Hash)> ImportAsync(HubClient hub, PolicyDocument document, CancellationToken stop)
    {
        var answer = await hub.SendAsync(HttpMethod.Post, "api/v1/policy/import", PolicyJson.Write(document), stop, NewKey());
        return !answer.IsSuccess ? (answer, null, null)
            : (answer, ChangeOf(answer.Json()), answer.Json().TryGetProperty("contentHash", out var hash) ? hash.GetString() : null);
    }

    /// <param name="hash">What was imported: edits that somebody else adds meanwhile are not published with it.</param>
    public static Task<HubAnswer> PublishAsync(HubClient hub, string change, string? hash, CancellationToken stop) =>
        hub.SendAsync(HttpMethod.Post, $"api/v1/policy/changes/{Uri.EscapeDataString(change)}/publish{(hash is null ? "" : "?contentHash=" + Uri.EscapeDataString(hash))}", "{}"u8.ToArray(), stop, NewKey());

    /// <summary>The number of the revision that a publication became.</summary>
    public static int RevisionOf(HubAnswer published) =>
        published.Json().TryGetProperty("revision", out var revision) && revision.TryGetProperty("number", out var number) ? number.GetInt32()
            : throw new CommandException("The hub published the policy but does not say as which revision.");

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string ChangeOf(JsonElement answer) =>
        answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("change", out var change) && change.TryGetProperty("id", out var id)
            ? id.ToString()
            : throw new CommandException("The hub took the policy but does not say as which change. Is this the address of NBA Studio?");
}
