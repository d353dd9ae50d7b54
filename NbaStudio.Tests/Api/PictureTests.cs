using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NbaStudio.Data;
using NbaStudio.Data.Pictures;
using NbaStudio.Security;
using NbaStudio.Tests.Support;

namespace NbaStudio.Tests.Api;

/// <summary>Pictures of contents: what is taken in and how it is served.</summary>
public sealed class PictureTests : IAsyncLifetime
{
    private static readonly Caller Mia = Caller.ForAccount("mia", "a-1", [Scopes.Read, Scopes.Design]);
    private ApiServer _api = null!;

    private PictureStore Pictures => _api.Get<PictureStore>();

    public async Task InitializeAsync() => _api = await ApiServer.StartAsync(ApiPolicy.Create());

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Add_TheSameFileTwice_IsOnePictureAndOneAuditEntry()
    {
        var first = (await Pictures.AddAsync(SamplePictures.Png(40, 30), "hat.png", Mia)).Stored.ShouldNotBeNull();
        var second = (await Pictures.AddAsync(SamplePictures.Png(40, 30), "copy of hat.jpg", Caller.Local)).Stored.ShouldNotBeNull();

        (second.Id, second.Name, second.Who).ShouldBe((first.Id, "hat.png", "mia"));
        (first.Type, first.Width, first.Height).ShouldBe(("image/png", 40, 30));
        (await Pictures.ListAsync(10)).ShouldHaveSingleItem().ShouldBe(first);
        (await Pictures.FindAsync(first.Address)).ShouldBe(first);
        (await _api.Get<AuditLog>().ListAsync(50)).Count(e => e.What == "picture.added" && e.Target == first.Id).ShouldBe(1);
        using var db = _api.Get<IDbContextFactory<ConsoleDb>>().CreateDbContext();
        db.Database.SqlQuery<int>($"SELECT count(*) AS Value FROM pictures").Single().ShouldBe(1);
    }

    [Fact]
    public async Task Add_OfAPhotograph_KeepsNothingOfWhoTookIt()
    {
        var plain = SamplePictures.Png(40, 30);
        byte[] signed = [.. plain[..33], 0, 0, 0, 3, .. "tEXtAnn"u8, 1, 2, 3, 4, .. plain[33..]];

        var picture = (await Pictures.AddAsync(signed, "hat.png", Mia)).Stored.ShouldNotBeNull();

        (await Pictures.ReadAsync(picture.Id))!.Value.Content.ShouldBe(plain);
        (await Pictures.AddAsync(plain, "hat.png", Mia)).Stored!.Id.ShouldBe(picture.Id, "the hash is of what is kept");
        (await Pictures.ReadAsync(picture.Id.ToUpperInvariant())).ShouldBeNull();
    }

    [Fact]
    public async Task Get_OfAPicture_IsOpenToAllAndSafe()
    {
        var bytes = SamplePictures.Gif(3, 2);
        var picture = (await Pictures.AddAsync(bytes, "dot.png", Mia)).Stored.ShouldNotBeNull();

        var (response, _) = await _api.Server.SendAsync(HttpMethod.Get, picture.Address, null, ("Sec-Fetch-Site", "cross-site"), ("Origin", "null"));

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsByteArrayAsync()).ShouldBe(bytes);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("image/gif", "by its bytes, not by its name");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Content-Security-Policy").ShouldBe(["default-src 'none'; sandbox"]);
        response.Headers.CacheControl!.ToString().ShouldContain("immutable");
        response.Headers.Contains("Set-Cookie").ShouldBeFalse();
        var (missing, _) = await _api.Server.SendAsync(HttpMethod.Get, NbaStudio.Engine.Content.OwnPictures.Start + new string('0', 64), null);
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Add_OfWhatIsNoPicture_IsRefusedWithTheReason()
    {
        (await Pictures.AddAsync("<svg xmlns='http://www.w3.org/2000/svg'/>"u8.ToArray(), "logo.png", Mia)).Refusal.ShouldBe("type");
        (await Pictures.AddAsync(Array.Empty<byte>(), "a.png", Mia)).Refusal.ShouldBe("empty");
        (await Pictures.AddAsync(new byte[PictureStore.MaximumBytes + 1], "a.png", Mia)).Refusal.ShouldBe("size");
        (await Pictures.AddAsync(SamplePictures.Png(PictureStore.MaximumSide + 1, 1), "a.png", Mia)).Refusal.ShouldBe("dimensions");
        (await Pictures.ListAsync(10)).ShouldBeEmpty();
        await Should.ThrowAsync<UnauthorizedAccessException>(() => Pictures.AddAsync(SamplePictures.Png(1, 1), "a.png", Caller.ForAccount("ann", "a-2", [Scopes.Read])));
    }
}
