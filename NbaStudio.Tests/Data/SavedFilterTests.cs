using NbaStudio.Data.Filters;
using NbaStudio.Security;

namespace NbaStudio.Tests.Data;

/// <summary>Saved filters are a person's own, a page's own, and not without end.</summary>
public sealed class SavedFilterTests : IDisposable
{
    private static readonly Caller Ann = Caller.ForAccount("ann", "a-1", [Scopes.Read]);
    private static readonly Caller Bob = Caller.ForAccount("bob", "a-2", [Scopes.Read]);
    private readonly ConsoleDataFixture _data = new();

    private ISavedFilters Filters => _data.Get<ISavedFilters>();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Save_UnderAName_IsOnesOwnOfThatPage()
    {
        (await Filters.SaveAsync("actions", new SavedFilter(" Paused ", "status=paused"), Ann)).ShouldBe(FilterSaving.Saved);
        (await Filters.SaveAsync("actions", new SavedFilter("E-mail", "channel=email"), Ann)).ShouldBe(FilterSaving.Saved);
        (await Filters.SaveAsync("actions", new SavedFilter("Paused", "status=paused&channel=app"), Ann)).ShouldBe(FilterSaving.Saved);

        (await Filters.ListAsync("actions", Ann)).ShouldBe([new SavedFilter("E-mail", "channel=email"), new SavedFilter("Paused", "status=paused&channel=app")]);
        (await Filters.ListAsync("actions", Bob)).ShouldBeEmpty();
        (await Filters.ListAsync("audit", Ann)).ShouldBeEmpty();

        await Filters.RemoveAsync("actions", "Paused", Bob);
        (await Filters.ListAsync("actions", Ann)).Count.ShouldBe(2);
        await Filters.RemoveAsync("actions", "Paused", Ann);
        (await Filters.ListAsync("actions", Ann)).ShouldHaveSingleItem().Name.ShouldBe("E-mail");
    }

    [Fact]
    public async Task Save_OfABadNameOrTooMany_IsRefused()
    {
        (await Filters.SaveAsync("actions", new SavedFilter("  ", "q=a"), Ann)).ShouldBe(FilterSaving.BadName);
        (await Filters.SaveAsync("actions", new SavedFilter(new string('a', 61), "q=a"), Ann)).ShouldBe(FilterSaving.BadName);
        (await Filters.SaveAsync("actions", new SavedFilter("long", "q=" + new string('a', 2_000)), Ann)).ShouldBe(FilterSaving.TooLong);
        for (var i = 0; i < SavedFilterStore.MaximumCount; i++)
        {
            (await Filters.SaveAsync("actions", new SavedFilter($"f{i}", "q=a"), Ann)).ShouldBe(FilterSaving.Saved);
        }

        (await Filters.SaveAsync("actions", new SavedFilter("one more", "q=a"), Ann)).ShouldBe(FilterSaving.Full);
        (await Filters.SaveAsync("actions", new SavedFilter("f3", "q=b"), Ann)).ShouldBe(FilterSaving.Saved, "one of the same name is replaced");
        (await Filters.SaveAsync("actions", new SavedFilter("first", "q=a"), Bob)).ShouldBe(FilterSaving.Saved);
    }
}
