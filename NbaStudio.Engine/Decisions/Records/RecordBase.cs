using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The parts of a whole record that later ones of the customer state only differences to. Immutable.</summary>
/// <param name="Number">The customer's number of the whole decision.</param>
/// <param name="Time">When it was decided, milliseconds since 1970 UTC.</param>
public sealed record RecordBase(long Number, int Revision, long Time, Value[] Values, ContactEntry[] Contacts)
{
    /// <summary>A whole record is written again after this many differences, so that reading one never needs more than two rows.</summary>
    public const int MaximumDifferences = 50;

    /// <summary>No difference rests on a record older than this: retention, which keeps longer, takes none away that a new one needs.</summary>
    public static readonly TimeSpan MaximumAge = TimeSpan.FromDays(30);

    public static RecordBase Of(DecisionInputs inputs) => new(inputs.Id.Number, inputs.Revision, inputs.Now, [.. inputs.Values], [.. inputs.Contacts]);
}
