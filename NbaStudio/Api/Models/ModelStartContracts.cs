using NbaStudio.Engine.Propensity.Starts;
using NbaStudio.Live.Reading;

namespace NbaStudio.Api.Models;

/// <summary>What a file holds for a treatment's models, and whether they were started from it.</summary>
/// <param name="Treatment">Id of the treatment.</param>
/// <param name="Started">False for a dry run.</param>
/// <param name="Rows">Rows with an outcome.</param>
/// <param name="Positives">Positive ones among them.</param>
/// <param name="Skipped">Rows without an outcome, or that cannot be read.</param>
/// <param name="CountsFor">How many responses the rows count for together.</param>
/// <param name="Columns">Columns that are learned from.</param>
/// <param name="Ignored">Columns that are not.</param>
/// <param name="WithoutColumn">Predictors that no row knows.</param>
/// <param name="Trial">How well the rows can be predicted; for a dry run only.</param>
/// <param name="Time">When the models were started.</param>
/// <param name="Responses">Responses that the models know now, those of files included.</param>
/// <param name="FromFile">How many of them are the weight of files.</param>
public sealed record ModelStartAnswer(
    string Treatment, bool Started, int Rows, int Positives, int Skipped, int CountsFor, IReadOnlyList<ModelStartColumn> Columns, IReadOnlyList<string> Ignored, IReadOnlyList<string> WithoutColumn,
    ModelStartTrial? Trial = null, DateTimeOffset? Time = null, long? Responses = null, long? FromFile = null)
{
    internal static ModelStartAnswer Of(string treatment, StartCheck check, int effective, FileStart? start = null, long? responses = null, long? fromFile = null) => new(
        treatment, start is not null, check.Rows, check.Positives, check.Skipped, start?.Effective ?? Math.Min(check.Rows, effective),
        [.. check.Columns.Select(c => new ModelStartColumn(c.Column, c.Predictor, c.Filled, c.Unreadable))], check.Ignored, check.WithoutColumn,
        check.Scores is { } scores ? new(scores.Model.Auc, scores.Model.LogLoss, scores.BaseRate.LogLoss, check.Rate, scores.Learns) : null,
        start is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(start.Time), responses, fromFile);
}

/// <summary>A column that is learned from.</summary>
/// <param name="Filled">Rows with something in it.</param>
/// <param name="Unreadable">Of those, rows with what the predictor cannot be; they count as missing.</param>
public sealed record ModelStartColumn(string Column, string Predictor, int Filled, int Unreadable);

/// <summary>How well the rows can be predicted, each before it is learned.</summary>
/// <param name="Auc">Ranking quality, in [0, 1]; 0.5 is chance.</param>
/// <param name="LogLoss">Mean log loss, nats.</param>
/// <param name="BaseRateLogLoss">That of one rate for everybody.</param>
/// <param name="BaseRate">Share of positive rows.</param>
/// <param name="Learns">Whether the model is better than one rate for everybody, beyond chance.</param>
public sealed record ModelStartTrial(double Auc, double LogLoss, double BaseRateLogLoss, double BaseRate, bool Learns);
