using NbaStudio.Engine.Conditions;
using NbaStudio.Engine.Detection;
using NbaStudio.Engine.Detection.Aggregates;

namespace NbaStudio.Tests.Detection;

public sealed class AggregateSetTests
{
    private const long Now = 1_790_000_000_000;

    private static readonly AggregateDefinition Big =
        new("aggregate.big", AggregateFunction.Count, "purchase", null, "amount > 100", TimeSpan.FromDays(7));

    private static readonly AggregateDefinition Spent = new("aggregate.spent", AggregateFunction.Sum, "Purchase", "amount", null, TimeSpan.FromDays(7));
    private static readonly AggregateCatalogue Catalogue = new([(Big, new MoreThan(100)), (Spent, null)]);

    [Fact]
    public void Apply_TypeAndFilter_DecideWhatCounts()
    {
        var set = new AggregateSet();
        Apply(set, "PURCHASE", 50).ShouldBe(1);
        Apply(set, "purchase", 150).ShouldBe(2);
        Apply(set, "purchase", null).ShouldBe(0);
        Apply(set, "visit", 500).ShouldBe(0);
        set.Read(Big, Now).ShouldBe(Value.OfNumber(1));
        set.Read(Spent, Now).ShouldBe(Value.OfMoney(200));
    }

    [Fact]
    public void Apply_EventAheadOfTheClock_CountsAsNow()
    {
        var set = new AggregateSet();
        set.Apply(Catalogue, new TextValue("purchase"), Amount(5), Now + 240_000, Now);
        set.Read(Spent, Now).ShouldBe(Value.OfMoney(5));
        set.Read(Spent, Now + (8 * 86_400_000L)).ShouldBe(Value.OfMoney(0));
    }

    [Fact]
    public void Bind_RedefinedAggregate_StartsAnewAndComesBackAfterRollback()
    {
        var set = new AggregateSet();
        Apply(set, "purchase", 150);
        var redefined = new AggregateCatalogue([(Big with { Window = TimeSpan.FromDays(14) }, new MoreThan(100)), (Spent, null)]);
        set.Bind(redefined);
        set.ReadAt(0, Now).ShouldBe(Value.OfNumber(0));
        set.ReadAt(1, Now).ShouldBe(Value.OfMoney(150));
        set.Bind(Catalogue);
        set.ReadAt(0, Now).ShouldBe(Value.OfNumber(1));
    }

    [Fact]
    public void Constructor_WindowOutOfRangeOrTwice_IsRefused()
    {
        var tooShort = Big with { Window = TimeSpan.FromSeconds(59) };
        Should.Throw<ArgumentException>(() => new AggregateCatalogue([(tooShort, null)])).Message.ShouldContain("1m to 400d");
        Should.Throw<ArgumentException>(() => new AggregateCatalogue([(Big, null), (Big, null)])).Message.ShouldContain("twice");
    }

    [Fact]
    public void Build_LayoutWithWhere_CountsByTheConditionLanguage()
    {
        var layout = new SlotLayout(
            [new AggregateSlot(Big.Name, ValueKind.Number, Big), new AggregateSlot(Spent.Name, ValueKind.Money, Spent), new ContextSlot("x")]);
        var catalogue = AggregateCatalogueBuilder.Build(layout, new ConditionScope());
        var set = new AggregateSet();
        set.Apply(catalogue, new TextValue("purchase"), Amount(100), Now - 1, Now).ShouldBe(1);
        set.Apply(catalogue, new TextValue("purchase"), Amount(100.5), Now - 1, Now).ShouldBe(2);
        set.Read(Big, Now).ShouldBe(Value.OfNumber(1));

        var wrong = new SlotLayout([new AggregateSlot("x", ValueKind.Number, Big with { Where = "amount >" })]);
        Should.Throw<ArgumentException>(() => AggregateCatalogueBuilder.Build(wrong, new ConditionScope())).Message.ShouldContain(Big.Name);
    }

    [Fact]
    public void ReadAt_ManyTimes_AllocatesNothing()
    {
        var set = new AggregateSet();
        Apply(set, "purchase", 150);
        set.ReadAt(0, Now);
        set.ReadAt(1, Now);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            set.ReadAt(0, Now);
            set.ReadAt(1, Now);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBe(0);
    }

    private static int Apply(AggregateSet set, string type, double? amount) => set.Apply(Catalogue, new TextValue(type), Amount(amount), Now - 1, Now);

    private static DictionaryPropertyReader Amount(double? amount) =>
        new(amount is { } number ? new Dictionary<string, Value> { ["amount"] = Value.OfMoney(number) } : []);

    private sealed class MoreThan(double limit) : IEventFilter
    {
        public Ternary Test(IPropertyReader properties)
        {
            var amount = properties.Read("amount");
            return amount.IsMissing ? Ternary.Unknown : amount.Number > limit ? Ternary.True : Ternary.False;
        }
    }
}
