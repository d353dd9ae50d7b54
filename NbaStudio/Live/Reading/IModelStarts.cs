using NbaStudio.Engine.Serving;
using NbaStudio.Security;

namespace NbaStudio.Live.Reading;

/// <summary>Starts a treatment's models from the rows of a CSV file. Thread safe.</summary>
public interface IModelStarts
{
    /// <summary>Treatments of the live policy whose action is not archived, in its order.</summary>
    IReadOnlyList<StartTarget> Targets(string language);

    /// <summary>What the live policy learns from, in its order.</summary>
    IReadOnlyList<StartPredictor> Predictors(string language);

    /// <summary>Columns for predictors by their names: customer.age is found in a column customer.age, else in one that is called age; the case of letters does not matter.</summary>
    /// <param name="columns">Columns of the file; the outcome is not among them.</param>
    /// <returns>By predictor.</returns>
    IReadOnlyDictionary<string, string> Guess(IEnumerable<string> columns);

    /// <summary>Reads a file and says what would be learned from it. Changes nothing.</summary>
    /// <param name="path">A copy of the file; only read.</param>
    /// <param name="progress">Told the share of rows that are judged, in [0, 1], on a thread of its own.</param>
    Task<StartCheck> CheckAsync(string path, StartSettings settings, IProgress<double>? progress = null, CancellationToken cancellationToken = default);

    /// <summary>Starts the models; audited. Nothing is done where the check has issues.</summary>
    /// <param name="path">A copy of the file; only read.</param>
    /// <param name="name">Of the file, for people.</param>
    /// <param name="who">Who asks.</param>
    /// <returns>The issues, or what became of it; both null when the live policy has no such treatment.</returns>
    [Needs(Scopes.Publish)]
    Task<StartAnswer> StartAsync(string treatmentId, string path, string name, StartSettings settings, Caller who, CancellationToken cancellationToken = default);
}

/// <summary>What became of a start.</summary>
/// <param name="Check">What the file holds, without a trial.</param>
/// <param name="Reply">Null where the check has issues, or there is no such treatment.</param>
public sealed record StartAnswer(StartCheck Check, ModelStartReply? Reply);
