using NbaStudio.Api.Values;
using NbaStudio.Engine.Decisions;
using NbaStudio.Hosting.Http;

namespace NbaStudio.Api.Decisions;

/// <summary>Turns request bodies into requests of the engine, which checks ids, channels and placements itself.</summary>
internal static class DecisionRequests
{
    /// <exception cref="ProblemException">A value of the context or a placement is not allowed.</exception>
    public static DecisionRequest Read(
        string? requestId, string customerId, string channel, IReadOnlyList<PlacementBody>? placements, IReadOnlyDictionary<string, ApiValue?>? context)
    {
        List<FieldError> errors = [];
        var values = ValueConversion.ToValues(context, "context", errors);
        List<PlacementRequest> wanted = [];
        foreach (var (placement, index) in (placements ?? []).Select((placement, index) => (placement, index)))
        {
            if (placement is null)
            {
                errors.Add(new FieldError($"placements[{index}]", "The entry is null.", "an object"));
            }
            else
            {
                wanted.Add(new PlacementRequest(placement.Name, placement.Count));
            }
        }

        return errors.Count > 0 ? throw new ProblemException(errors) : new DecisionRequest(requestId, customerId, channel, wanted, values);
    }
}
