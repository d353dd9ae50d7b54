using NbaStudio.Data.Pictures;
using NbaStudio.Engine.Content;
using NbaStudio.Hosting;
using NbaStudio.Security;

namespace NbaStudio.Channels;

/// <summary>Pictures of contents, for whoever sees the content: browsers of customers and programs for e-mail have no key.</summary>
internal sealed class PictureEndpoints(PictureStore pictures) : IEndpointModule
{
    // The address is the hash of the bytes: what was answered once holds for good.
    private const string ForGood = "public, max-age=31536000, immutable";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(OwnPictures.Start + "{id:length(64)}", ReadAsync).ExcludeFromDescription().OpenToAll().ForAnyPage();

    private async Task<IResult> ReadAsync(string id, HttpContext context)
    {
        if (await pictures.ReadAsync(id, context.RequestAborted) is not var (type, content))
        {
            context.Response.Headers.CacheControl = "no-store";
            return TypedResults.NotFound();
        }

        var headers = context.Response.Headers;
        headers.CacheControl = ForGood;
        // Opened as a page of its own it may do nothing; other sites may show it.
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        headers.ContentDisposition = "inline";
        return TypedResults.Bytes(content, type, entityTag: new Microsoft.Net.Http.Headers.EntityTagHeaderValue($"\"{id}\""));
    }
}
