import 'safe-session';
