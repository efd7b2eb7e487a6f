using System;
using System.Net;
using System.Text;

class WaitsForChallenge
{
    static void Main(string[] arguments)
    {
        var address = arguments[0] + "/ai/sessions";
        var credentials = new NetworkCredential(arguments[1], arguments[2]);

        using (var client = new WebClient { Credentials = credentials })
            Console.WriteLine("WebClient " + client.DownloadString(address).Contains("totalCount"));

        var request = (HttpWebRequest)WebRequest.Create(address);
        request.Credentials = credentials;
        request.Method = "POST";
        request.ContentType = request.Accept = "application/json";
        var body = Encoding.UTF8.GetBytes("{\"purpose\":\"HttpWebRequest\"}");
        using (var stream = request.GetRequestStream()) stream.Write(body, 0, body.Length);
        using (var response = (HttpWebResponse)request.GetResponse())
            Console.WriteLine("HttpWebRequest " + (int)response.StatusCode);

        var cache = new CredentialCache();
        cache.Add(new Uri(arguments[0]), "Basic", credentials);
        var cached = (HttpWebRequest)WebRequest.Create(address);
        cached.Credentials = cache;
        using (var response = (HttpWebResponse)cached.GetResponse())
            Console.WriteLine("CredentialCache " + (int)response.StatusCode);
    }
}
