using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Customers;

namespace NbaStudio.Engine.Decisions.Records;

/// <summary>The parts of a whole record that later ones of the customer state only differences to. Immutable.</summary>
/// <param name="Number">The customer's number of the whole decision.</param>
public sealed record RecordBase(long Number, int Revision, Value[] Values, ContactEntry[] Contacts)
{
    /// <summary>A whole record is written again after this many differences, so that reading one never needs more than two rows.</summary>
    public const int MaximumDifferences = 50;

    public static RecordBase Of(DecisionInputs inputs) => new(inputs.Id.Number, inputs.Revision, [.. inputs.Values], [.. inputs.Contacts]);
}
