using NbaStudio.Engine.WhatIf;

namespace NbaStudio.Tests.WhatIf;

public sealed class PartsInOrderTests
{
    [Fact]
    public void Return_InAnyOrder_JoinsInTheOrderOfTheParts()
    {
        var (random, parts) = (new Random(5), new PartsInOrder());
        for (var trial = 0; trial < 50; trial++)
        {
            var joined = new List<(int Part, int Before, int Own)>();
            parts.Begin((part, before, own) => joined.Add((part, before, own)));
            int[] order = [.. Enumerable.Range(0, 40).OrderBy(_ => random.Next())];
            int[] checks = [.. order.Select(_ => random.Next(5))];

            foreach (var part in order)
            {
                var tally = parts.Rent();
                tally.Checks.ShouldBe(0, "what the part before noted is still there");
                tally.Checks = checks[part];
                parts.Return(part, tally);
            }

            joined.ShouldBe(Enumerable.Range(0, 40).Select(part => (part, checks[..part].Sum(), checks[part])));
            parts.Total.Checks.ShouldBe(checks.Sum());
        }
    }
}
