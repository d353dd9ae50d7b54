using NbaStudio.Engine.Customers;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Engine.Serving;

/// <summary>Checks an outcome before it is queued.</summary>
internal static class OutcomeCheck
{
    public static IReadOnlyList<InputError> Errors(OutcomeInput input)
    {
        var errors = new List<InputError>();
        if (input.DecisionId is null == input.TrackingToken is null)
        {
            errors.Add(new InputError("decisionId", "Either decisionId or trackingToken has to be given, and only one.", "one of decisionId, trackingToken"));
        }

        if (input.OutcomeId is { Length: 0 or > EventCheck.MaximumId })
        {
            errors.Add(new InputError("outcomeId", $"The outcomeId has {input.OutcomeId.Length} characters.", $"1 to {EventCheck.MaximumId} characters"));
        }

        if (input.Kind == ContactKind.Conversion && input.OutcomeId is null)
        {
            errors.Add(new InputError("outcomeId", "A conversion needs an outcomeId, so that it counts once.", "1 to 128 characters"));
        }

        if (input.Amount is { } amount && (input.Kind != ContactKind.Conversion || amount is < 0 or > 1_000_000_000_000m))
        {
            errors.Add(new InputError("amount", $"{amount} is not allowed here.", "0 to 1,000,000,000,000, with conversions only"));
        }

        if (input.TrackingToken is not null && (input.Amount is not null || input.Kind is ContactKind.Conversion or ContactKind.Sent or ContactKind.Bounce or ContactKind.NoResponse or ContactKind.Complaint))
        {
            errors.Add(new InputError(
                "outcome", $"A tracking token may not report {input.Kind.ToName()}.", "delivered, impression, open, click, accept, reject, dismiss, unsubscribe, without an amount"));
        }

        return errors;
    }
}

/// <summary>Finds what an outcome is about.</summary>
internal static class OutcomeTargets
{
    /// <summary>The treatment that is meant, and when it was decided (milliseconds since 1970 UTC): nothing can have happened to it before; and whether it was a message.</summary>
    public static (DecisionId Decision, int Treatment, int Channel, long DecidedAt, bool WasSent, InputError? Error) Find(IHubReader store, RecordReader records, OutcomeInput input, long now)
    {
        DecisionId id;
        var treatment = 0;
        if (input.TrackingToken is { } token)
        {
            var row = TrackingTokens.IsWellFormed(token) ? store.FindToken(TrackingTokens.Hash(token)) : null;
            if (row is null || row.Expires < now)
            {
                return (default, 0, 0, 0, false, new InputError("trackingToken", row is null ? "The tracking token is not known." : "The tracking token has expired.", "a token of a decision that is kept"));
            }

            id = new DecisionId(row.Customer, row.Decision);
            treatment = row.Treatment;
        }
        else if (!DecisionId.TryParse(input.DecisionId, out id))
        {
            return (default, 0, 0, 0, false, new InputError("decisionId", $"'{input.DecisionId}' is not a decision id.", "the decisionId of a decision"));
        }

        if (records.Read(id) is not { } record)
        {
            return (default, 0, 0, 0, false, new InputError("decisionId", $"There is no decision {id}, or it is not kept any more.", "the decisionId of a decision that is kept"));
        }

        // The id that it was made with, also where a merged customer's pages call it by another number.
        id = record.Inputs.Id;

        var chosen = record.Result.Filled.Where(f => f >= 0).Select(f => record.Policy.Treatments[record.Result.Ranked[f].Treatment]).ToArray();
        var matching = treatment != 0 ? chosen.Where(t => t.Key == treatment).ToArray()
            : input.Action is { } action
                ? chosen.Where(t => Same(t.Id, action) || Same(record.Policy.Actions[t.Action].Id, action)).ToArray()
                : chosen;
        return matching.Length == 1
            ? (id, matching[0].Key, record.Policy.Channels[matching[0].Channel].Key, record.Inputs.Now, record.Inputs.Trigger != 0, null)
            : (default, 0, 0, 0, false, new InputError(
                "action",
                chosen.Length == 0 ? $"Decision {id} was silent." : input.Action is null ? $"Decision {id} chose {chosen.Length} actions." : $"Decision {id} did not choose '{input.Action}'.",
                chosen.Length == 0 ? "a decision that chose an action" : string.Join(", ", chosen.Select(t => record.Policy.Actions[t.Action].Id))));
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
