using Microsoft.JSInterop;

namespace NbaStudio.Components.Controls;

/// <summary>What an address says about a page's filter.</summary>
public enum FilterNews
{
    /// <summary>Nothing that it did not say before.</summary>
    None,

    /// <summary>What the page wrote itself.</summary>
    Echo,

    /// <summary>Another filter, which the page is to take.</summary>
    Other,
}

/// <summary>Keeps a filter and the address of its page together: what the page writes itself comes back a moment later, when more may have been typed. Belongs to one page.</summary>
/// <param name="path">Where the page is.</param>
/// <param name="names">Fields of the address that are the filter's; the others are left as they are.</param>
public sealed class FilterEcho(string path, params string[] names)
{
    private readonly List<string> _written = [];
    private string? _shown;

    /// <summary>Puts the filter into the address, in the place of the one before. The browser does it, because it alone knows whether a link was followed meanwhile, which this would call off.</summary>
    public async Task WriteAsync(IJSRuntime js, string filter)
    {
        ArgumentNullException.ThrowIfNull(js);
        _written.Add(filter);
        try
        {
            if (!await js.InvokeAsync<bool>("nbaAddress.filter", path, names, filter))
            {
                _written.Remove(filter);
            }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Nobody is there whose address it would be.
        }
    }

    /// <summary>To be called when the page is given its parameters.</summary>
    /// <param name="address">The filter as it stands in the address.</param>
    /// <param name="now">The filter as the page has it.</param>
    public FilterNews Read(string address, string now)
    {
        if (address == _shown)
        {
            return FilterNews.None;
        }

        _shown = address;
        if (address == now)
        {
            _written.Clear();
            return FilterNews.Echo;
        }

        if (!_written.Contains(address))
        {
            return FilterNews.Other;
        }

        _written.RemoveRange(0, _written.IndexOf(address) + 1);
        return FilterNews.Echo;
    }

    /// <summary>A filter as it stands in an address; fields without a value are left out.</summary>
    public static string Query(params (string Name, string? Value)[] fields) =>
        string.Join('&', fields.Where(f => !string.IsNullOrEmpty(f.Value)).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value!)}"));

    /// <summary>An address with what stands behind its question mark; empty parts are left out.</summary>
    public static string Address(string path, params string[] queries)
    {
        var query = string.Join('&', queries.Where(q => q.Length > 0));
        return query.Length == 0 ? path : $"{path}?{query}";
    }
}
