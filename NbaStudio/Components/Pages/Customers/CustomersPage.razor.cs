using System.Globalization;
using Microsoft.AspNetCore.Components;
using NbaStudio.Live.Reading;

namespace NbaStudio.Components.Pages.Customers;

/// <summary>Finds customers by id, alias or name.</summary>
public sealed partial class CustomersPage
{
    private const int PageSize = 25;
    private string _draft = "";

    [Inject]
    private ICustomerReader Customers { get; set; } = null!;

    [Inject]
    private IHubControl Hub { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    public int? PageNumber { get; set; }

    protected override object Key => (Text, Number);

    private string Text => Query?.Trim() ?? "";

    private int Number => Math.Clamp(PageNumber ?? 1, 1, 100_000);

    private long PageCount => Model is null ? 1 : Math.Max(1, (Model.Total + PageSize - 1) / PageSize);

    protected override Task OnParametersSetAsync()
    {
        _draft = Text;
        return base.OnParametersSetAsync();
    }

    protected override async Task<CustomerList?> ReadAsync(CancellationToken cancellationToken) =>
        await Customers.FindAsync(Text, (Number - 1) * PageSize, PageSize, W.Language, cancellationToken);

    private static string PathOf(string customerId) => "/customers/" + Uri.EscapeDataString(customerId);

    private string PageLink(int number) => string.Create(CultureInfo.InvariantCulture, $"/customers?q={Uri.EscapeDataString(Text)}&page={number}");

    private void Search() => Navigation.NavigateTo("/customers?q=" + Uri.EscapeDataString(_draft.Trim()));
}
