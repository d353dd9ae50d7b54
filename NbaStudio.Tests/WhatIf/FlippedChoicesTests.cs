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
            for (var d = 0; d < ParameterDraws.Count; d++)
            {
                var p = 1 / (1 + ((1 - option.Propensity) / option.Propensity * Math.Exp(-option.Spread * ParameterDraws.Of(d, option.Key))));
                exactMoney[d] += (side == 0 ? -1 : 1) * (option.Worth + ((p - option.Propensity) * option.Primary));
                exactAcceptances[d] += side == 0 ? 0 : p;
            }
        }

        choices.Draw(_ => [drawn]);

        drawn.Flipped.ShouldBe(flipped, 1e-6);
        var (spreadOfMoney, spreadOfAcceptances) = (Spread(exactMoney), Spread(exactAcceptances));
        for (var d = 0; d < ParameterDraws.Count; d++)
        {
            drawn.MoneyOf(d).ShouldBe(exactMoney[d], 0.02 * spreadOfMoney, $"draw {d}");
            drawn.AcceptancesOf(1, d, 0).ShouldBe(exactAcceptances[d], 0.02 * spreadOfAcceptances, $"draw {d}");
        }
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
