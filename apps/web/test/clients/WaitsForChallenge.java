import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

class WaitsForChallenge {
  public static void main(String[] arguments) throws Exception {
    var address = URI.create(arguments[0] + "/ai/sessions");
    var authenticator = new Authenticator() {
      protected PasswordAuthentication getPasswordAuthentication() {
        return new PasswordAuthentication(arguments[1], arguments[2].toCharArray());
      }
    };
    // Its first request on every connection asks for HTTP/2.
    var client = HttpClient.newBuilder().authenticator(authenticator).build();
    var create = HttpRequest.newBuilder(address)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString("{\"purpose\":\"HttpClient\"}"))
        .build();
    var created = client.send(create, BodyHandlers.ofString());
    System.out.println("HttpClient " + created.statusCode() + " " + created.version());
    var list = HttpRequest.newBuilder(address).build();
    System.out.println("HttpClient " + client.send(list, BodyHandlers.discarding()).statusCode());

    Authenticator.setDefault(authenticator);
    var connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setRequestProperty("Accept", "application/json");
    System.out.println("HttpURLConnection " + connection.getResponseCode());
  }
}
