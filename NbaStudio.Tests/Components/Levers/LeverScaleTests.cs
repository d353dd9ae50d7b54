using NbaStudio.Components.Pages.Levers;

namespace NbaStudio.Tests.Components.Levers;

public sealed class LeverScaleTests
{
    [Fact]
    public void Factor_OfEveryPlace_RisesIsSymmetricAndComesBack()
    {
        var factors = Enumerable.Range(LeverScale.Off, LeverScale.Highest - LeverScale.Off + 1).Select(LeverScale.Factor).ToList();

        factors.ShouldBe(factors.Distinct().Order());
        (factors[0], factors[1], factors[^1]).ShouldBe((0, 0.1, 10));
        LeverScale.Factor(0).ShouldBe(1);
        for (var place = LeverScale.Off; place <= LeverScale.Highest; place++)
        {
            LeverScale.Place(LeverScale.Factor(place)).ShouldBe(place);
            if (place > LeverScale.Off)
            {
                // Two digits: as near to symmetric as they allow.
                (LeverScale.Factor(place) * LeverScale.Factor(-place)).ShouldBe(1, 0.06);
            }
        }
    }

    [Theory]
    [InlineData("1.25", 1.25)]
    [InlineData(" 0,8 ", 0.8)]
    [InlineData("0", 0.0)]
    [InlineData("10", 10.0)]
    [InlineData("10.01", null)]
    [InlineData("-1", null)]
    [InlineData("much", null)]
    [InlineData("", null)]
    [InlineData("1e9", null)]
    public void Read_OfWhatIsTyped_TakesNumbersFrom0To10(string text, double? expected) => LeverScale.Read(text).ShouldBe(expected);

    [Fact]
    public void Json_OfNeutral_IsLeftOut() => (LeverScale.Json(1), LeverScale.Json(0.05), LeverScale.Json(0)).ShouldBe((null, "0.05", "0"));
}
