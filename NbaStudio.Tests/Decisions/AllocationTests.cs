using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Decisions;
using NbaStudio.Engine.Decisions.Records;
using NbaStudio.Engine.Policies;
using NbaStudio.Engine.Policies.Snapshots;
using NbaStudio.Engine.Propensity;
using NbaStudio.Engine.Serving;
using NbaStudio.Engine.Storage;

namespace NbaStudio.Tests.Decisions;

public sealed class AllocationTests
{
    private static readonly HeadDocument[] Heads =
    [
        new() { Positive = ["click"], Negative = ["reject"] },
        new() { Kind = "conversion", Positive = ["conversion"], Value = "500", StartingPropensity = 0.03 },
        new() { Kind = "harm", Positive = ["unsubscribe"], Value = "-60", StartingPropensity = 0.02 },
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Pipeline_TenTimesTheCandidates_AllocatesNoObjectMoreForThem(bool heads)
    {
        var (hundred, thousand) = (Allocated(100, heads), Allocated(1000, heads));

        // Only the array of fates grows, by its four bytes per treatment: one array, whatever the number.
        (thousand - hundred).ShouldBeLessThanOrEqualTo((900 * 4) + 256, $"{hundred} and {thousand} bytes");
        // The recorded candidates keep what their heads came to.
        hundred.ShouldBeLessThan(heads ? 16_000 : 12_000);
    }

    private static long Allocated(int actions, bool heads)
    {
        var document = TestPolicy.Of([.. Enumerable.Range(0, actions).Select(i => TestPolicy.Action("a" + i, 100 + i) with { Eligibility = $"customer.age >= {i % 90}", Treatments = [TestPolicy.Treatment("a" + i, "web") with { Heads = heads ? Heads : [] }] })])
            .WithChannel("web", c => c with { ExplorationBudget = 0.01 }).WithRule(TestPolicy.Cap("cap", 3, "1d", per: "treatment"));
        var compilation = PolicyCompiler.Compile(document, 1, DateTimeOffset.UnixEpoch);
        var policy = compilation.Snapshot.ShouldNotBeNull(string.Join("\n", compilation.Issues));
        var context = new DecisionContext(policy);
        var models = new ModelView(PropensityModels.Empty, policy);
        var inputs = new DecisionInputs { Id = new DecisionId(1, 1), Now = 1_700_000_000_000, Revision = 1, Seed = 5, Layout = policy.Layout, Values = new Value[policy.Layout.Count] };
        inputs.Values[policy.Layout.IndexOf("customer.age")] = Value.OfNumber(60);
        inputs.Slots.AddRange(Enumerable.Range(0, 3).Select(i => new SlotRequest([policy.Channels[0].Key], "tile", i)));
        var writer = new ByteWriter(200_000);
        Run();
        var least = long.MaxValue;
        for (var i = 0; i < 20; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;

        void Run()
        {
            var result = DecisionPipeline.Run(context, inputs, models);
            result.Filled.Count(f => f >= 0).ShouldBe(3);
            writer.Clear();
            DecisionInputsCodec.Write(writer, inputs, null);
            DecisionResultCodec.Write(writer, result, default);
        }
    }
}
