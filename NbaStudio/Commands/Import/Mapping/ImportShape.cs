namespace NbaStudio.Commands.Import.Mapping;

/// <summary>What an entry of one kind consists of.</summary>
/// <param name="Bag">Name of its open part: attributes or properties; null where there is none.</param>
internal sealed record ImportShape(ImportKind Kind, IReadOnlyList<ImportField> Fields, string? Bag)
{
    private static readonly ImportShape Customers = new(
        ImportKind.Customers,
        [
            new("customerId", FieldForm.Text, true, "id", "customer"),
            new("language", FieldForm.Text, false, "lang"),
            new("timeZone", FieldForm.Text, false),
            new("aliases", FieldForm.TextList, false),
            new("consents", FieldForm.JsonOnly, false),
            new("addresses", FieldForm.JsonOnly, false),
            new("consentTime", FieldForm.Time, false),
            new("consentSource", FieldForm.Text, false),
            new("consentProof", FieldForm.Text, false),
        ],
        "attributes");

    private static readonly ImportShape Events = new(
        ImportKind.Events,
        [
            new("eventId", FieldForm.Text, false, "id"),
            new("customerId", FieldForm.Text, true, "customer"),
            new("type", FieldForm.Text, true, "event", "eventType"),
            new("time", FieldForm.Time, true, "timestamp", "eventTime"),
        ],
        "properties");

    private static readonly ImportShape Outcomes = new(
        ImportKind.Outcomes,
        [
            new("decisionId", FieldForm.Text, false, "decision"),
            new("trackingToken", FieldForm.Text, false, "token"),
            new("action", FieldForm.Text, false),
            new("outcome", FieldForm.Text, true),
            new("time", FieldForm.Time, true, "timestamp"),
            new("amount", FieldForm.Money, false),
            new("outcomeId", FieldForm.Text, false, "id"),
        ],
        null);

    /// <summary>Fields of consents written beside them, not sent by themselves.</summary>
    public static bool BelongsToConsents(string field) => field is "consentTime" or "consentSource" or "consentProof";

    public static ImportShape Of(ImportKind kind) => kind switch
    {
        ImportKind.Customers => Customers,
        ImportKind.Events => Events,
        _ => Outcomes,
    };

    public ImportField? Find(string name) => Fields.FirstOrDefault(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
