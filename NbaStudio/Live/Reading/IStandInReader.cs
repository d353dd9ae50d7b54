using NbaStudio.Engine.Conditions;

namespace NbaStudio.Live.Reading;

/// <summary>Looks for predictors that give away attributes which models may not learn from.</summary>
public interface IStandInReader
{
    /// <summary>What a look at a sample of the customers found; looked up anew after some minutes or a publication.</summary>
    Task<StandInOverview> ReadAsync(string language, CancellationToken cancellationToken = default);
}

/// <param name="Customers">Customers looked at.</param>
/// <param name="Attributes">Sensitive attributes that models do not learn from and of which enough customers are known, by label, in the policy's order.</param>
/// <param name="Untold">Those of which too little is known to say anything.</param>
/// <param name="Found">The clearest first.</param>
public sealed record StandInOverview(int Customers, IReadOnlyList<string> Attributes, IReadOnlyList<string> Untold, IReadOnlyList<StandInLine> Found);

/// <summary>A predictor that stands in for a sensitive attribute.</summary>
/// <param name="Key">Names of attribute and predictor, which labels need not tell apart.</param>
/// <param name="Attribute">The attribute's label.</param>
/// <param name="Kind">Its type: a number is told at its median.</param>
/// <param name="Value">The value that is told best.</param>
/// <param name="Predictor">The predictor's label.</param>
/// <param name="Auc">How well, in (0.5, 1].</param>
public sealed record StandInLine(string Key, string Attribute, ValueKind Kind, Value Value, string Predictor, double Auc);
