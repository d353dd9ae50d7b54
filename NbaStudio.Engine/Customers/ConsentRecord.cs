namespace NbaStudio.Engine.Customers;

/// <summary>One statement of consent.</summary>
/// <param name="Channel">Id of the channel, or * for all.</param>
/// <param name="Purpose">Such as marketing.</param>
/// <param name="State">Granted or Refused.</param>
/// <param name="Time">When it was said, milliseconds since 1970 UTC.</param>
/// <param name="Source">Where it was said: form, import, unsubscribe, complaint ...</param>
/// <param name="Proof">Evidence such as the id of the form; null when there is none.</param>
public sealed record ConsentRecord(string Channel, string Purpose, ConsentState State, long Time, string Source, string? Proof)
{
    /// <summary>Stands for every channel.</summary>
    public const string AllChannels = "*";

    /// <summary>Source of a refusal that outlived the customer who made it.</summary>
    public const string FromErased = "erased customer";

    /// <summary>An unsubscription or complaint as the refusal that it is.</summary>
    public static ConsentRecord Refusal(string channel, string purpose, long time, ContactKind because) => new(channel, purpose, ConsentState.Refused, time, because.ToName(), null);

    // Newest by its own time; at the same time a refusal wins; then any fixed order, so that the order of arrival never matters.
    internal bool Beats(ConsentRecord other)
    {
        var order = Time.CompareTo(other.Time);
        order = order != 0 ? order : State.CompareTo(other.State);
        order = order != 0 ? order : string.CompareOrdinal(Source, other.Source);
        order = order != 0 ? order : string.CompareOrdinal(Proof, other.Proof);
        return (order != 0 ? order : string.CompareOrdinal(Channel, other.Channel)) > 0;
    }
}
