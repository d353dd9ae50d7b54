namespace NbaStudio.Commands.Evaluate;

/// <summary>The result of evaluate propensity for programs.</summary>
/// <param name="Rows">Rows judged.</param>
/// <param name="Learned">Rows learned by the end.</param>
/// <param name="LogLoss">Mean log loss of the model, nats.</param>
/// <param name="BlockAuc">Mean AUC within blocks of consecutive rows; null where no block has both outcomes.</param>
/// <param name="Gain">Log loss of the base rate less that of the model, with the ends of its 95 % interval.</param>
/// <param name="Learns">Whether the gain is beyond chance.</param>
/// <param name="MicrosecondsPerRow">Mean time to predict and learn one row.</param>
/// <param name="Skipped">Rows of the file to learn from without an outcome, or that cannot be read; <paramref name="SkippedInTest"/> those of the other file.</param>
/// <param name="Predictors">Columns, best first: what each ranks by itself.</param>
internal sealed record PropensityResult(
    int Rows, int Positives, int Learned, double LogLoss, double Auc, double? BlockAuc, PropensityLine BaseRate, double Gain, double GainLow, double GainHigh, bool Learns,
    IReadOnlyList<PropensityDecile> Calibration, double CalibrationError, PropensityHits TopHits, double MicrosecondsPerRow, int Skipped, int SkippedInTest, string SpokenBy,
    IReadOnlyList<PropensityColumn> Predictors);

/// <summary>One rate for every row.</summary>
internal sealed record PropensityLine(double LogLoss, double Auc, double? BlockAuc);

/// <summary>A tenth of the rows, the lowest predictions first; the observed rate with its 95 % interval.</summary>
internal sealed record PropensityDecile(int Decile, double Predicted, double Observed, double Low, double High, int Count);

/// <summary>Positives among the rows with the highest predictions.</summary>
internal sealed record PropensityHits(int Count, int Positives);

/// <summary>One column.</summary>
internal sealed record PropensityColumn(string Name, double Auc, bool Used);
