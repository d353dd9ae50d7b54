using NbaStudio.Engine.Decisions;

namespace NbaStudio.Engine.Simulation;

/// <summary>Sees every new decision of the market together with the truth.</summary>
public interface IMarketObserver
{
    /// <param name="reply">A decision that was made, not one answered from a record.</param>
    /// <param name="probabilities">True probability of acceptance of each chosen action, in its order.</param>
    void OnDecision(DecisionReply reply, IReadOnlyList<double> probabilities);
}
