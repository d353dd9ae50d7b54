using NbaStudio.Engine.WhatIf;
using NbaStudio.Tests.Measurement;

namespace NbaStudio.Tests.WhatIf;

/// <summary>Draws over bins against draws of each choice by itself.</summary>
public sealed class FlippedChoicesTests
{
    private const int Treatments = 6;

    [Theory]
    [InlineData(1, 40)]
    [InlineData(2, 1_000)]
    [InlineData(3, 20_000)]
    public void Draw_Bins_LieWhereDrawsOfEachChoiceDo(int seed, int count)
    {
        var chance = new Chance(seed);
        var (choices, drawn) = (new FlippedChoices(), new DrawnSums());
        var (exactMoney, exactAcceptances) = (new double[ParameterDraws.Count], new double[ParameterDraws.Count]);
        var flipped = 0.0;
        for (var i = 0; i < count; i++)
        {
            // Hardly known to well known, hardly ever to mostly accepted; a further head makes V more than the primary one.
            var (side, value) = (chance.Below(2), 1 + (100 * chance.Uniform()));
            var option = new Option(1 + chance.Below(Treatments), 0.001 + (0.9 * Math.Pow(chance.Uniform(), 3)), value, value * 0.8, chance.Below(10) == 0 ? 0 : 0.02 + (1.5 * chance.Uniform()), 1);
            choices.Add(option, side, i);
            flipped += side == 0 ? -option.Worth : option.Worth;
            var middle = DrawCentre.Of(Math.Log(option.Propensity / (1 - option.Propensity)), option.Spread);
            for (var d = 0; d < ParameterDraws.Count; d++)
            {
                var p = 1 / (1 + Math.Exp(-middle - (option.Spread * ParameterDraws.Of(d, option.Key))));
                exactMoney[d] += (side == 0 ? -1 : 1) * (option.Worth + ((p - option.Propensity) * option.Primary));
                exactAcceptances[d] += side == 0 ? 0 : p - option.Propensity;
            }
        }

        choices.Draw(_ => [drawn]);

        drawn.Flipped.ShouldBe(flipped, 1e-6);
        var (spreadOfMoney, spreadOfAcceptances) = (Spread(exactMoney), Spread(exactAcceptances));
        for (var d = 0; d < ParameterDraws.Count; d++)
        {
            drawn.MoneyOf(d).ShouldBe(exactMoney[d], 0.02 * spreadOfMoney, $"draw {d}");
            drawn.AcceptancesOf(1, d).ShouldBe(exactAcceptances[d], 0.02 * spreadOfAcceptances, $"draw {d}");
        }
    }

    [Theory]
    [InlineData(0.0005, 2)]
    [InlineData(0.004, 1.5)]
    [InlineData(0.1, 0.3)]
    [InlineData(0.5, 2)]
    [InlineData(0.93, 1.2)]
    [InlineData(0.999, 2)]
    public void DrawCentre_MeanOfTheChance_IsWhatTheModelsSay(double propensity, double spread)
    {
        var logOdds = Math.Log(propensity / (1 - propensity));
        var middle = DrawCentre.Of(logOdds, spread);

        // By many narrow strips, which is another way than the one that is tested.
        MeanAround(middle).ShouldBe(propensity, propensity * 1e-6);
        Math.Abs(MeanAround(logOdds) - propensity).ShouldBeGreaterThanOrEqualTo(propensity == 0.5 ? 0 : propensity * 1e-3 * spread * (1 - propensity), "where the middle is not moved the mean is another one");

        double MeanAround(double m)
        {
            const double Width = 0.001;
            return Enumerable.Range(-9_000, 18_001).Sum(i => Width * Math.Exp(-0.5 * i * Width * i * Width) / Math.Sqrt(2 * Math.PI) / (1 + Math.Exp(-m - (spread * i * Width))));
        }
    }

    [Fact]
    public void DrawCentre_KnownForSure_Stays() =>
        (DrawCentre.Of(-3, 0), DrawCentre.Of(double.NegativeInfinity, 1), DrawCentre.Of(double.PositiveInfinity, 1)).ShouldBe((-3, double.NegativeInfinity, double.PositiveInfinity));

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void Draw_SmallChancesHardlyKnown_SpanWhatTheModelsSay(double spread)
    {
        // What a threshold turns: hundreds of choices of a few treatments fall away, each with a small P.
        var (choices, drawn) = (new FlippedChoices(), new DrawnSums());
        for (var i = 0; i < 600; i++)
        {
            choices.Add(new Option(1 + (i % 3), 0.004 + (0.00001 * i), 1_000, 1_000, spread, 1), 0, i);
        }

        choices.Draw(_ => [drawn]);

        double[] sorted = [.. Enumerable.Range(0, ParameterDraws.Count).Select(drawn.MoneyOf).Order()];
        drawn.Flipped.ShouldBeInRange(sorted[5], sorted[194]);
        double[] acceptances = [.. Enumerable.Range(0, ParameterDraws.Count).Select(d => drawn.AcceptancesOf(0, d)).Order()];
        0.0.ShouldBeInRange(acceptances[5], acceptances[194]);
    }

    [Fact]
    public void Draw_KnownForSure_IsTheSumInEveryDraw()
    {
        var (choices, drawn) = (new FlippedChoices(), new DrawnSums());
        choices.Add(new Option(1, 0.25, 8, 8, 0, 1), 0, 0);
        choices.Add(new Option(2, 0.5, 8, 8, 0, 1), 1, 0);
        choices.Add(default, 1, 0);

        choices.Draw(_ => [drawn]);

        Enumerable.Range(0, ParameterDraws.Count).ShouldAllBe(d => drawn.MoneyOf(d) == 2);
        choices.Moves.ShouldBe([(0, 1, -1), (0, 2, 1)]);
    }

    [Fact]
    public void Draw_ByTreatment_PartsAddUpToAll()
    {
        var choices = new FlippedChoices();
        var chance = new Chance(9);
        for (var i = 0; i < 500; i++)
        {
            choices.Add(new Option(1 + chance.Below(3), 0.05 + (0.5 * chance.Uniform()), 10, 10, 0.3, 1), chance.Below(2), i);
        }

        var (all, parts) = (new DrawnSums(), new Dictionary<int, DrawnSums> { [1] = new(), [2] = new(), [3] = new() });
        choices.Draw(treatment => [all, parts[treatment]]);

        for (var d = 0; d < ParameterDraws.Count; d++)
        {
            parts.Values.Sum(p => p.MoneyOf(d)).ShouldBe(all.MoneyOf(d), 1e-9);
        }
    }

    private static double Spread(double[] values) => Math.Sqrt(values.Sum(v => Math.Pow(v - values.Average(), 2)) / values.Length);
}
