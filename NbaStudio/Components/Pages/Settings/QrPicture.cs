using QRCoder;

namespace NbaStudio.Components.Pages.Settings;

/// <summary>Draws a QR code on the server: no script sees the key.</summary>
internal static class QrPicture
{
    public static string Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        return code.GetGraphic(4, "#000000", "#ffffff", drawQuietZones: true, SvgQRCode.SizingMode.ViewBoxAttribute);
    }
}
